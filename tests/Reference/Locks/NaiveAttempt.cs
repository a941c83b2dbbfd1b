namespace Timeslice.Tests.Reference;

/// How far a thread has come with what it waits for.
/// Who enters has spun for long enough, and calls the kernel to wait there.
enum Phase { New, Spinning, Entering, Waiting, Woken, Granted, Failed }

/// What a thread wants of a lock, from its first attempt until it goes on.
sealed class NaiveAttempt(NaiveLock of, int since)
{
    public NaiveLock Of { get; set; } = of;
    public int Since { get; set; } = since;

    public Phase Phase;

    /// To read, where many may.
    public bool IsShared;

    /// When it is given up, and where that event stands among those of its instant; it waits for ever without.
    public int? DueAt;
    public int Planned;

    public bool IsTry, HasFailed, IsPaid;

    /// It has been woken by a release that gave it nothing.
    public bool WasWoken;

    /// Spinning that is left; CPU time that it owes once it has the lock.
    public int SpinLeft, Owes;

    /// The owner before it died.
    public bool OwnerDied;

    /// How often the mutex is to be held again by who comes back from a condition; 0 for all others.
    public int Depth;

    /// It was notified too late.
    public bool IsTimedOut;

    /// It has failed and has not come to anything: to be woken by barging is nothing.
    public bool IsWaiting =>
        Phase is Phase.Spinning or Phase.Entering or Phase.Waiting || Phase == Phase.Woken && WasWoken;
}
