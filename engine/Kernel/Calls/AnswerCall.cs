using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>A system call that comes back with a number: what it gives, or below 0 minus the errno.</summary>
public readonly struct AnswerCall : ISimAwaiter
{
    readonly Thread thread;
    readonly Operation operation;
    readonly Operation? then;
    readonly long given, handle, place;

    /// <param name="given">What the operation works on.</param>
    /// <param name="then">What is done when the first has come back.</param>
    /// <param name="handle">The open file that it works on, where the operation leaves that open.</param>
    /// <param name="place">Where the bytes are that it moves, of a device.</param>
    internal AnswerCall(Thread thread, Operation operation, long given = 0, Operation? then = null, long handle = -1,
        long place = -1)
    {
        (this.thread, this.operation, this.then) = (thread, operation, then);
        (this.given, this.handle, this.place) = (given, handle, place);
    }

    public AnswerCall GetAwaiter() => this;

    /// <exception cref="InvalidOperationException">Another thread makes the call.</exception>
    public bool IsCompleted => new Call(thread, operation).IsCompleted;

    public void Suspend(Coroutine awaiting)
    {
        thread.Calling.Handle = handle;
        if (then is null)
        {
            thread.Calling.Call(operation, given, place);
            return;
        }
        thread.Calling.Add(operation);
        thread.Calling.Call(then, given, place);
    }

    /// <exception cref="Interrupted">Another thread interrupted the wait.</exception>
    public long GetResult()
    {
        thread.Simulation.EndWait();
        return thread.Machine.Threads.Answers[thread.Number].Value;
    }
}
