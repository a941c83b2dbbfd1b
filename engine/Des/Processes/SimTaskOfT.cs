using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>A <see cref="SimTask"/> with a result.</summary>
[AsyncMethodBuilder(typeof(SimTaskMethodBuilder<>))]
public readonly struct SimTask<T>
{
    readonly Frame<T>? frame;
    readonly uint version;

    internal SimTask(Frame<T> frame) => (this.frame, version) = (frame, frame.Version);

    public Awaiter GetAwaiter() => new(this);

    /// <summary>Runs the call and waits for its result.</summary>
    public readonly struct Awaiter : ISimAwaiter
    {
        readonly SimTask<T> task;

        internal Awaiter(SimTask<T> task) => this.task = task;

        public bool IsCompleted => false;
        public void Suspend(Coroutine awaiting) => awaiting.Call(Frame.Claim(task.frame, task.version));
        public T GetResult() => Frame<T>.TakeResult(task.frame);
    }
}
