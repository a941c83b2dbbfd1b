namespace Timeslice.Des;

/// <summary>An <see cref="Occurrence"/> that comes with something.</summary>
public abstract class Occurrence<T> : Occurrence
{
    private protected Occurrence(Simulation simulation, string? name) : base(simulation, name) { }

    /// <summary>What it came with.</summary>
    /// <exception cref="InvalidOperationException">It has not happened yet, or it failed.</exception>
    public T Value => Happened && Error is null
        ? Outcome
        : throw new InvalidOperationException(Error is null ? $"{this} has not happened yet" : $"{this} has failed");

    public new ValueAwaiter GetAwaiter() => new(this);

    private protected abstract T Outcome { get; }

    /// <summary>Waits for what it comes with.</summary>
    public readonly struct ValueAwaiter : ISimAwaiter
    {
        readonly Occurrence<T> awaited;

        internal ValueAwaiter(Occurrence<T> awaited) => this.awaited = awaited;

        public bool IsCompleted => awaited.Simulation.NeedNotWait(awaited.Happened);
        public void Suspend(Coroutine awaiting) => awaited.Join(awaiting);

        public T GetResult()
        {
            awaited.Simulation.EndWait();
            awaited.ThrowIfFailed();
            return awaited.Outcome;
        }
    }
}
