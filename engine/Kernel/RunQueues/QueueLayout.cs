using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel.RunQueues;

/// <summary>
/// Which CPUs share a run queue, who joins which, and who may take from another's. Its kind in YAML is its class name.
/// </summary>
public abstract class QueueLayout
{
    internal Cpu[] Cpus { get; private set; } = [];
    internal IdleCpus Idle { get; private set; } = new(0);
    internal Machine Machine { get; private set; } = null!;
    internal RunQueue[] Queues { get; private set; } = [];

    /// <summary>CPUs that have nothing of their own to run take from others.</summary>
    internal virtual bool Steals => false;

    /// <summary>How often the queues are brought into balance; never when null.</summary>
    internal virtual Des.Duration? BalanceEvery => null;

    internal void Attach(Machine machine, Cpu[] cpus, IdleCpus idle, Func<Scheduler> policy)
    {
        if (Queues.Length > 0) throw new ArgumentException("serves another machine: each needs its own", "queues");
        (Machine, Cpus, Idle) = (machine, cpus, idle);
        Queues = Divide(policy);
        foreach (var queue in Queues)
        {
            if (queue.Policy.Threads is not null)
                throw new ArgumentException("serves another machine: each needs its own", "scheduler");
            queue.Policy.Threads = machine.Threads;
        }
    }

    /// <summary>Makes the run queues.</summary>
    internal abstract RunQueue[] Divide(Func<Scheduler> policy);

    /// <summary>
    /// Where a thread that has become ready queues, and the CPU that is idle and will look there; −1 when none is.
    /// </summary>
    internal abstract RunQueue Place(int thread, Arrival how, out int idle);

    /// <summary>An idle CPU that would take a thread that waits; −1 when there is none.</summary>
    internal abstract int IdleAround(int thread);

    /// <summary>The run queue in which a ready thread stands.</summary>
    internal abstract RunQueue Of(int thread);

    /// <summary>The next queue from which a CPU without work may take a thread; null after the last.</summary>
    internal virtual RunQueue? Victim(Cpu thief, RunQueue? tried) => null;

    /// <summary>A thread stands in another queue now.</summary>
    internal virtual void HasMoved(int thread, RunQueue to) { }

    /// <summary>Its last CPU if that is idle, else the lowest idle one where it may run; −1 if there is none.</summary>
    internal int IdleFor(int thread)
    {
        var last = Machine.Threads[thread].Cpu;
        return Machine.Threads.AffinityOf(thread) is { } bound ? Idle.Choose(last, bound.Words) : Idle.Choose(last);
    }
}
