using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel.RunQueues;

/// <summary>One run queue for all CPUs: no CPU is idle while a thread is ready that may run on it.</summary>
public sealed class Global : QueueLayout
{
    internal override RunQueue[] Divide(Func<Scheduler> policy) => [new(0, policy(), Cpus)];

    internal override RunQueue Place(int thread, Arrival how, out int idle)
    {
        idle = IdleFor(thread);
        return Queues[0];
    }

    internal override int IdleAround(int thread) => IdleFor(thread);
    internal override RunQueue Of(int thread) => Queues[0];
}
