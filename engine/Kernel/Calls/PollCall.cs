using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>The call that waits for several open files at once.</summary>
public readonly struct PollCall : ISimAwaiter
{
    readonly Thread thread;
    readonly AnswerCall call;

    internal PollCall(Thread thread, Operation operation) =>
        (this.thread, call) = (thread, new(thread, operation, then: Channel.Paying));

    public PollCall GetAwaiter() => this;

    /// <exception cref="InvalidOperationException">Another thread makes the call.</exception>
    public bool IsCompleted => call.IsCompleted;

    public void Suspend(Coroutine awaiting) => call.Suspend(awaiting);

    /// <exception cref="Interrupted">Another thread interrupted the wait.</exception>
    public Polled GetResult()
    {
        var answer = call.GetResult();
        if (answer <= 0) return new(answer, []);
        var files = new ReadyFile[answer];
        for (var i = 0; i < files.Length; i++) files[i] = thread.Machine.Threads.Ready[thread.Number].Take();
        return new(answer, files);
    }
}

/// <summary>What came of waiting for several files.</summary>
/// <param name="Answer">How many were ready; below 0, why it failed.</param>
/// <param name="Files">Those that were.</param>
public readonly record struct Polled(long Answer, IReadOnlyList<ReadyFile> Files);
