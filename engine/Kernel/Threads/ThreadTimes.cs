namespace Timeslice.Kernel.Threads;

/// <summary>What a thread's statistics need, apart from what its events touch. Times in nanoseconds.</summary>
struct ThreadTimes
{
    public long Born;

    /// <summary>When its present state began.</summary>
    public long Since;

    /// <summary>Time spent ready so far.</summary>
    public long Ready;

    /// <summary>The name of the random stream that the next thread it spawns will have.</summary>
    public ulong NextChild;

    /// <summary>Its number within its class, from 1.</summary>
    public int Serial;

    /// <summary>The join that counts it, or −1.</summary>
    public int Join;
}
