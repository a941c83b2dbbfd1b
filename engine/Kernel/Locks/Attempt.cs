namespace Timeslice.Kernel.Locks;

/// <summary>What a thread knows of its attempt to get a lock that was not to be had at once.</summary>
struct Attempt
{
    /// <summary>When it began, in nanoseconds.</summary>
    public long Since;

    /// <summary>When it is given up, in nanoseconds.</summary>
    public long GivesUpAt;

    /// <summary>CPU time that was left for spinning when that began, in nanoseconds.</summary>
    public long SpinsFrom;

    /// <summary>At which lock it contends, by number.</summary>
    public int Lock;

    /// <summary>It uses its CPU while it waits.</summary>
    public bool IsSpinning;

    /// <summary>It has spun in vain and calls the kernel to block.</summary>
    public bool IsEntering;

    /// <summary>It has stood in the line.</summary>
    public bool WasParked;

    /// <summary>It was its turn while it had no CPU.</summary>
    public bool IsGranted;

    /// <summary>It gets the lock back after a wait that gave it back: no interrupt ends that.</summary>
    public bool IsReturning;

    /// <summary>How the last operation of the thread that may block has ended.</summary>
    public Outcome Outcome;
}
