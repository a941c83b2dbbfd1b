using Timeslice.Des;

namespace Timeslice.Kernel.Calls;

/// <summary>A system call that comes back with a connection.</summary>
public readonly struct ConnectionCall : ISimAwaiter
{
    readonly AnswerCall call;

    internal ConnectionCall(AnswerCall call) => this.call = call;

    public ConnectionCall GetAwaiter() => this;

    /// <exception cref="InvalidOperationException">Another thread makes the call.</exception>
    public bool IsCompleted => call.IsCompleted;

    public void Suspend(Coroutine awaiting) => call.Suspend(awaiting);

    /// <exception cref="Interrupted">Another thread interrupted the wait.</exception>
    public Connection GetResult() => new(call.GetResult());
}
