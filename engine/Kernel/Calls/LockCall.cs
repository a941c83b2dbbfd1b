using Timeslice.Des;

namespace Timeslice.Kernel.Calls;

/// <summary>The call that takes a lock and comes back holding it.</summary>
public readonly struct LockCall : ISimAwaiter
{
    readonly Locks.Lock taken;
    readonly Thread thread;

    internal LockCall(Locks.Lock taken, Thread thread) => (this.taken, this.thread) = (taken, thread);

    public LockCall GetAwaiter() => this;
    public bool IsCompleted => Call.IsCompleted;
    public void Suspend(Coroutine awaiting) => Call.Suspend(awaiting);

    /// <exception cref="Interrupted">Another thread interrupted the wait; the lock was not taken.</exception>
    public Hold GetResult()
    {
        thread.Simulation.EndWait();
        return new(taken, thread);
    }

    Call Call => new(thread, taken.Taking);
}
