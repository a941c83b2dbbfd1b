using Timeslice.Des;
using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Calls;

/// <summary>What the method of a thread can ask of a lock.</summary>
public static class LockCalls
{
    /// <summary>Takes it; blocks in its line while it is not to be had. <c>using</c> gives it back.</summary>
    public static LockCall Lock(this Locks.Lock one, Thread self) => new(Own(one, self), self);

    /// <summary>Takes it if it is to be had within a time, at once when left out.</summary>
    public static TryLockCall TryLock(this Locks.Lock one, Thread self, Duration within = default) =>
        new(Own(one, self), self, within);

    /// <summary>Takes it together with other readers.</summary>
    public static LockCall ReadLock(this ReadWriteLock one, Thread self) => new(Own(one, self), self, one.Sharing);

    /// <summary>Takes it alone.</summary>
    public static LockCall WriteLock(this ReadWriteLock one, Thread self) => new(Own(one, self), self);

    /// <summary>Gives its mutex back and waits until it is notified; then it has the mutex again.</summary>
    public static Call Wait(this Condition one, Thread self) => new(self, Own(one, self).Waiting);

    /// <summary>The same for a time at most: false when that was up.</summary>
    public static OutcomeCall Wait(this Condition one, Thread self, Duration within) =>
        new(self, Own(one, self).WaitingInTime, within);

    /// <summary>Lets the first go on that waits.</summary>
    public static Call Notify(this Condition one, Thread self) => new(self, ((Condition)Own(one, self)).Notifying);

    /// <summary>Lets all go on that wait.</summary>
    public static Call NotifyAll(this Condition one, Thread self) =>
        new(self, ((Condition)Own(one, self)).NotifyingAll);

    /// <summary>Waits until all have arrived.</summary>
    public static Call Arrive(this Barrier one, Thread self) => new(self, Own(one, self).Arriving);

    /// <summary>Counts down.</summary>
    public static Call Arrive(this Latch one, Thread self) => new(self, Own(one, self).Arriving);

    /// <summary>Waits until it is open.</summary>
    public static Call Wait(this Latch one, Thread self) => new(self, Own(one, self).Waiting);

    /// <summary>The same for a time at most: false when that was up.</summary>
    public static OutcomeCall Wait(this Latch one, Thread self, Duration within) =>
        new(self, Own(one, self).WaitingInTime, within);

    /// <summary>True for the thread that is to do it, and then calls <c>End</c>; false when it is done.</summary>
    public static OutcomeCall Begin(this Locks.Once one, Thread self) =>
        new(self, ((Locks.Once)Own(one, self)).Beginning, Duration.Zero);

    /// <summary>It is done.</summary>
    public static Call End(this Locks.Once one, Thread self) => new(self, ((Locks.Once)Own(one, self)).Ending);

    /// <summary>Gives it back; only the owner of a mutex may.</summary>
    public static Call Unlock(this Locks.Lock one, Thread self) => new(self, Own(one, self).Giving);

    /// <summary>Takes a permit: another word for <c>Lock</c>.</summary>
    public static LockCall Acquire(this Locks.Semaphore one, Thread self) => new(Own(one, self), self);

    /// <summary>Gives a permit back, whoever took it.</summary>
    public static Call Release(this Locks.Semaphore one, Thread self) => new(self, Own(one, self).Giving);

    /// <summary>Takes a permit: another word for <c>Lock</c>.</summary>
    public static LockCall Acquire(this Locks.IpcSemaphore one, Thread self) => new(Own(one, self), self);

    /// <summary>Gives a permit back, whoever took it.</summary>
    public static Call Release(this Locks.IpcSemaphore one, Thread self) => new(self, Own(one, self).Giving);

    static Locks.Lock Own(Locks.Lock one, Thread self) => one.IsOf(self.Machine)
        ? one
        : throw new InvalidOperationException($"{self} uses a lock of another machine, or of none");
}
