using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>What an async simulation method returns: a call that has not begun.</summary>
/// <remarks>
/// It begins when it is awaited, or started as a process by
/// <see cref="Simulation.Start(string, SimTask)"/>, and that once: a second time is an
/// <see cref="InvalidOperationException"/>. A task that is never awaited never runs.
/// </remarks>
[AsyncMethodBuilder(typeof(SimTaskMethodBuilder))]
public readonly struct SimTask
{
    readonly Frame<Nothing>? frame;
    readonly uint version;

    internal SimTask(Frame<Nothing> frame) => (this.frame, version) = (frame, frame.Version);

    internal Frame Claim() => Frame.Claim(frame, version);

    public Awaiter GetAwaiter() => new(this);

    /// <summary>Runs the call and waits for its end.</summary>
    public readonly struct Awaiter : ISimAwaiter
    {
        readonly SimTask task;

        internal Awaiter(SimTask task) => this.task = task;

        public bool IsCompleted => false;
        public void Suspend(Coroutine awaiting) => awaiting.Call(task.Claim());
        public void GetResult() => Frame<Nothing>.TakeResult(task.frame);
    }
}
