namespace Timeslice.Kernel.Threads;

/// <summary>What is asked of a thread at its birth, at its death and by people: its events touch none of it.</summary>
struct ThreadLife
{
    /// <summary>When it was created, in nanoseconds.</summary>
    public long Born;

    /// <summary>The name of the random stream that the next thread it spawns will have.</summary>
    public ulong NextChild;

    /// <summary>Its number within its class, from 1.</summary>
    public int Serial;

    /// <summary>The join that counts it, or −1.</summary>
    public int Join;

    /// <summary>When it returns, its process ends.</summary>
    public bool IsMain;

    /// <summary>Born before the statistics began: its totals are not observations.</summary>
    public bool IsVeteran;

    /// <summary>Locks that it took and that nobody has given back for it.</summary>
    public int LocksHeld;
}
