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
    public bool IsCompleted => false;

    public void Suspend(Coroutine awaiting)
    {
        if (awaiting != thread) throw new InvalidOperationException($"{awaiting} awaits a call of {thread}");
        thread.Calling.Call(operation, time);
    }

    /// <exception cref="Interrupted">Another thread interrupted the wait.</exception>
    public void GetResult() => thread.Simulation.EndWait();
}
