namespace Timeslice.Kernel.Calls;

/// <summary>What the method of a thread can ask of a lock.</summary>
public static class LockCalls
{
    /// <summary>Takes it; blocks in its line while it is not to be had. <c>using</c> gives it back.</summary>
    public static LockCall Lock(this Locks.Lock one, Thread self) => new(Own(one, self), self);

    /// <summary>Gives it back; only the owner of a mutex may.</summary>
    public static Call Unlock(this Locks.Lock one, Thread self) => new(self, Own(one, self).Giving);

    /// <summary>Takes a permit: another word for <c>Lock</c>.</summary>
    public static LockCall Acquire(this Locks.Semaphore one, Thread self) => new(Own(one, self), self);

    /// <summary>Gives a permit back, whoever took it.</summary>
    public static Call Release(this Locks.Semaphore one, Thread self) => new(self, Own(one, self).Giving);

    static Locks.Lock Own(Locks.Lock one, Thread self) => one.IsOf(self.Machine)
        ? one
        : throw new InvalidOperationException($"{self} uses a lock of another machine, or of none");
}
