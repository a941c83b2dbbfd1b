using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>A scheduler that holds threads back although a CPU is free: bandwidth control.</summary>
interface IThrottles
{
    /// <summary>How long a running thread may go on, even alone.</summary>
    Duration Budget(int thread);

    /// <summary>When threads that are held back may run again; <see cref="Instant.Max"/> when none is.</summary>
    Instant NextRefill { get; }

    /// <summary>That time has come.</summary>
    void Refill();
}
