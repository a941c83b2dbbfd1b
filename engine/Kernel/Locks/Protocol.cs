namespace Timeslice.Kernel.Locks;

/// <summary>What a mutex does against priority inversion.</summary>
/// <remarks>
/// L. Sha, R. Rajkumar and J. P. Lehoczky, "Priority inheritance protocols: an approach to real-time synchronization",
/// IEEE Transactions on Computers 39(9), 1990.
/// </remarks>
public enum Protocol
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>While a more urgent thread waits, the owner is as urgent (PTHREAD_PRIO_INHERIT).</summary>
    Inherit,

    /// <summary>Whoever owns it is as urgent as the most urgent that may lock it (PTHREAD_PRIO_PROTECT).</summary>
    Ceiling,
}
