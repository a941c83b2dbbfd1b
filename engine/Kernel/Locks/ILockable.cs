using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Locks;

/// <summary>What threads lock and unlock: mutexes, semaphores, spin locks, the writers' side of others.</summary>
public interface ILockable
{
    /// <summary>What locking costs a thread as things stand.</summary>
    internal Charge CostOfTaking(int thread);

    /// <summary>What a look costs that waits for nothing.</summary>
    internal Charge CostOfTrying(int thread);

    /// <summary>What unlocking costs a thread as things stand.</summary>
    internal Charge CostOfGiving(int thread);

    /// <summary>A thread that locks it now would have to wait.</summary>
    internal bool IsTaken(int thread);

    /// <summary>Whether a signal ends the wait for it.</summary>
    internal bool EndsAtSignals => false;

    /// <summary>A thread locks it, or waits for that as long as it will.</summary>
    internal Flow Acquire(int thread, Patience patience);

    /// <summary>A thread gives it back; refused with <see cref="Machine.Refuse"/> where it may not.</summary>
    internal void Release(int thread);
}

/// <summary>What many threads may read-lock at a time.</summary>
public interface ISharable : ILockable
{
    internal Charge CostOfSharing(int thread);
    internal bool IsTakenForReading(int thread);
    internal Flow AcquireShared(int thread, Patience patience);
    internal void ReleaseShared(int thread);

    /// <summary>What a reader has read is not what it was: it reads again.</summary>
    internal bool MustReadAgain(int thread);
}

/// <summary>What threads wait at for others to let them go on.</summary>
public interface IWaitable
{
    internal Charge CostOfWaiting(int thread);

    /// <summary>A thread that waits now would block.</summary>
    internal bool WouldWait(int thread);

    internal Flow Wait(int thread, Patience patience);
}

/// <summary>What threads arrive at.</summary>
public interface IArrivable
{
    internal Charge CostOfArriving(int thread);

    /// <summary>A thread that arrives now would block.</summary>
    internal bool WouldWait(int thread);

    internal Flow Arrive(int thread, Patience patience);
}
