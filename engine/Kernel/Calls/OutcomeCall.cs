using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>A call that may come to nothing: comes back with whether it got what it asked for.</summary>
public readonly struct OutcomeCall : ISimAwaiter
{
    readonly Call call;
    readonly Thread thread;

    internal OutcomeCall(Thread thread, Operation operation, Duration time) =>
        (this.thread, call) = (thread, new(thread, operation, time));

    public OutcomeCall GetAwaiter() => this;
    public bool IsCompleted => call.IsCompleted;
    public void Suspend(Coroutine awaiting) => call.Suspend(awaiting);

    /// <returns>False when the time was up.</returns>
    /// <exception cref="Interrupted">Another thread interrupted the wait.</exception>
    public bool GetResult()
    {
        call.GetResult();
        return thread.Machine.Threads.Attempts[thread.Number].Outcome != Outcome.TimedOut;
    }
}

/// <summary>The call that takes a lock if it gets it in time.</summary>
public readonly struct TryLockCall : ISimAwaiter
{
    readonly OutcomeCall call;
    readonly Locks.Lock taken;
    readonly Thread thread;

    internal TryLockCall(Locks.Lock taken, Thread thread, Duration time) =>
        (this.taken, this.thread, call) = (taken, thread, new(thread, taken.TakingInTime, time));

    public TryLockCall GetAwaiter() => this;
    public bool IsCompleted => call.IsCompleted;
    public void Suspend(Coroutine awaiting) => call.Suspend(awaiting);

    /// <returns>A hold that may be of nothing: <see cref="Hold.IsTaken"/>.</returns>
    /// <exception cref="Interrupted">Another thread interrupted the wait; the lock was not taken.</exception>
    public Hold GetResult() => call.GetResult() ? new(taken, thread) : default;
}
