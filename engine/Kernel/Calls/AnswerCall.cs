using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>A system call that comes back with a number: what it gives, or below 0 minus the errno.</summary>
public readonly struct AnswerCall : ISimAwaiter
{
    readonly Thread thread;
    readonly Operation operation;
    readonly Operation? then;
    readonly long given;

    /// <param name="given">What the operation works on.</param>
    /// <param name="then">What is done when the first has come back.</param>
    internal AnswerCall(Thread thread, Operation operation, long given = 0, Operation? then = null) =>
        (this.thread, this.operation, this.given, this.then) = (thread, operation, given, then);

    public AnswerCall GetAwaiter() => this;

    /// <exception cref="InvalidOperationException">Another thread makes the call.</exception>
    public bool IsCompleted => new Call(thread, operation).IsCompleted;

    public void Suspend(Coroutine awaiting)
    {
        if (then is null)
        {
            thread.Calling.Call(operation, given);
            return;
        }
        thread.Calling.Add(operation);
        thread.Calling.Call(then, given);
    }

    /// <exception cref="Interrupted">Another thread interrupted the wait.</exception>
    public long GetResult()
    {
        thread.Simulation.EndWait();
        return thread.Machine.Threads.Answers[thread.Number].Value;
    }
}
