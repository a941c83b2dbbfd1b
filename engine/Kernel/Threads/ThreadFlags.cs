namespace Timeslice.Kernel.Threads;

/// <summary>Small truths about a thread.</summary>
[Flags]
enum ThreadFlags : byte
{
    None = 0,

    /// <summary>It has been on a CPU.</summary>
    Started = 1,

    /// <summary>The current burst is kernel code.</summary>
    InKernel = 2,

    /// <summary>The cost of the operation at the program counter has been paid; its effect comes next.</summary>
    CostPaid = 4,

    /// <summary>It looks for signals before it goes on: one waits for it, or its process is stopped.</summary>
    HasSignal = 8,

    /// <summary>It has been on several CPUs.</summary>
    Migrated = 16,

    /// <summary>It spins at a lock, or was woken to try again: it asks the lock before it goes on.</summary>
    Contends = 32,

    /// <summary>It was woken, or born, and has not been on a CPU since.</summary>
    Fresh = 64,

    /// <summary>It will look for a CPU when those that decide in this instant have left it ready.</summary>
    Looks = 128,
}
