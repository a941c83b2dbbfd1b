using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel.RunQueues;

/// <summary>The ready threads that some CPUs share, under a policy.</summary>
sealed class RunQueue
{
    public RunQueue(int number, Scheduler policy, IReadOnlyList<Cpu> cpus)
    {
        (Number, Policy, Cpus) = (number, policy, [.. cpus]);
        (Hooks, Throttles) = (new(policy), policy as IThrottles);
        foreach (var cpu in cpus) cpu.Queue = this;
    }

    public int Number { get; }
    public Cpu[] Cpus { get; }

    public readonly Scheduler Policy;
    public readonly Hooks Hooks;
    public readonly IThrottles? Throttles;

    /// <summary>Threads that are ready in it.</summary>
    public int Ready;

    /// <summary>The slices of all threads that run end in time (or there are none).</summary>
    public bool AreSlicesArmed = true;

    /// <summary>When the pending refill is due, and what tells it from cancelled ones.</summary>
    public long RefillAt = long.MaxValue;
    public uint RefillGeneration;

    /// <summary>Threads that are ready, and those on its CPUs.</summary>
    public int Runnable
    {
        get
        {
            var running = 0;
            foreach (var cpu in Cpus)
                if (cpu.Thread >= 0) running++;
            return Ready + running;
        }
    }
}
