using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>Something that a thread asks of its kernel; nothing happens until it is awaited.</summary>
public readonly struct Call : ISimAwaiter
{
    readonly Thread thread;
    readonly Operation operation;
    readonly long time;

    internal Call(Thread thread, Operation operation) : this(thread, operation, Duration.Zero) { }

    internal Call(Thread thread, Operation operation, Duration time)
    {
        if (time < Duration.Zero) throw new ArgumentOutOfRangeException(nameof(time), time, "must not be negative");
        (this.thread, this.operation, this.time) = (thread, operation, time.Nanoseconds);
    }

    public Call GetAwaiter() => this;
    /// <exception cref="InvalidOperationException">Another thread makes the call.</exception>
    public bool IsCompleted => thread.IsCurrent ? false : throw Refusal(thread.Simulation.Running);

    public void Suspend(Coroutine awaiting)
    {
        if (awaiting != thread) throw Refusal(awaiting);
        thread.Calling.Call(operation, time);
    }

    /// <exception cref="Interrupted">Another thread interrupted the wait.</exception>
    public void GetResult() => thread.Simulation.EndWait();

    InvalidOperationException Refusal(Coroutine? awaiting) =>
        new($"{awaiting?.ToString() ?? "somebody else"} awaits a call of {thread}");
}
