using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>The call that receives a message.</summary>
public readonly struct ReceiveCall : ISimAwaiter
{
    readonly Thread thread;
    readonly Selection selection;
    readonly AnswerCall call;

    internal ReceiveCall(Thread thread, Selection selection, long most, Operation operation)
    {
        if (selection is { Except: true, Type: <= 0 })
            throw new ArgumentOutOfRangeException(nameof(selection), selection, "can except only a type above 0");
        (this.thread, this.selection) = (thread, selection);
        call = new(thread, operation, most, Channel.Paying);
    }

    public ReceiveCall GetAwaiter() => this;

    /// <exception cref="InvalidOperationException">Another thread makes the call.</exception>
    public bool IsCompleted => call.IsCompleted;

    public void Suspend(Coroutine awaiting)
    {
        thread.Calling.Selection = selection;
        call.Suspend(awaiting);
    }

    /// <exception cref="Interrupted">Another thread interrupted the wait.</exception>
    public Received GetResult()
    {
        var answer = call.GetResult();
        return new(answer, answer < 0 ? default : thread.Machine.Threads.Transfers[thread.Number].Message);
    }
}

/// <summary>What came of receiving.</summary>
/// <param name="Answer">How many bytes it got; below 0, why none.</param>
/// <param name="Message">The message, if there is one.</param>
public readonly record struct Received(long Answer, Message Message);
