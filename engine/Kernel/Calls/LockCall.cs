using Timeslice.Des;

namespace Timeslice.Kernel.Calls;

/// <summary>The call that takes a lock and comes back holding it.</summary>
public readonly struct LockCall : ISimAwaiter
{
    readonly Locks.Lock taken;
    readonly Thread thread;

    readonly Programs.Operation taking;

    internal LockCall(Locks.Lock taken, Thread thread) : this(taken, thread, taken.Taking) { }

    internal LockCall(Locks.Lock taken, Thread thread, Programs.Operation taking) =>
        (this.taken, this.thread, this.taking) = (taken, thread, taking);

    public LockCall GetAwaiter() => this;
    public bool IsCompleted => Call.IsCompleted;
    public void Suspend(Coroutine awaiting) => Call.Suspend(awaiting);

    /// <exception cref="Interrupted">Another thread interrupted the wait; the lock was not taken.</exception>
    public Hold GetResult()
    {
        thread.Simulation.EndWait();
        return new(taken, thread);
    }

    Call Call => new(thread, taking);
}
