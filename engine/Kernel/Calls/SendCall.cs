using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>The call that sends a message.</summary>
public readonly struct SendCall : ISimAwaiter
{
    readonly Thread thread;
    readonly Message message;
    readonly AnswerCall call;

    internal SendCall(Thread thread, Message message, Operation operation)
    {
        if (message.Bytes < 0) throw new ArgumentOutOfRangeException(nameof(message), message, "has less than no bytes");
        (this.thread, this.message, call) = (thread, message, new(thread, operation, message.Bytes));
    }

    public SendCall GetAwaiter() => this;

    /// <exception cref="InvalidOperationException">Another thread makes the call.</exception>
    public bool IsCompleted => call.IsCompleted;

    public void Suspend(Coroutine awaiting)
    {
        thread.Calling.Message = message;
        call.Suspend(awaiting);
    }

    /// <exception cref="Interrupted">Another thread interrupted the wait.</exception>
    public long GetResult() => call.GetResult();
}
