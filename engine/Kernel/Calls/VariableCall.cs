using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>The call that changes a variable.</summary>
public readonly struct VariableCall : ISimAwaiter
{
    readonly Thread thread;
    readonly Func<long, long> change;
    readonly Operation? first;
    readonly Call last;

    /// <param name="first">What comes before the last step; null when that is all.</param>
    internal VariableCall(Thread thread, Func<long, long> change, Operation? first, Operation last, Duration time) =>
        (this.thread, this.change, this.first, this.last) = (thread, change, first, new(thread, last, time));

    public VariableCall GetAwaiter() => this;
    public bool IsCompleted => last.IsCompleted;
    public void GetResult() => last.GetResult();

    public void Suspend(Coroutine awaiting)
    {
        if (awaiting == thread)
        {
            thread.Calling.Change = change;
            if (first is not null) thread.Calling.Add(first);
        }
        last.Suspend(awaiting);
    }
}
