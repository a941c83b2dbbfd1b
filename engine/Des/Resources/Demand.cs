namespace Timeslice.Des;

/// <summary>What is asked of a resource, a container or a store, to be awaited: comes with what is given.</summary>
/// <remarks>
/// Nothing is asked for before it is awaited, and awaiting it allocates nothing. Interrupted, it has left the line;
/// what was given in the same instant before the interrupt is kept, and the interrupt ends the next wait.
/// </remarks>
/// <typeparam name="TAsk">What is said with the demand, such as an amount.</typeparam>
/// <typeparam name="TGiven">What it comes with.</typeparam>
public readonly struct Demand<TAsk, TGiven> : ISimAwaiter
{
    readonly Line<TAsk, TGiven> line;
    readonly TAsk ask;
    readonly int priority;

    internal Demand(Line<TAsk, TGiven> line, TAsk ask, int priority = 0) =>
        (this.line, this.ask, this.priority) = (line, ask, priority);

    public bool IsCompleted
    {
        get
        {
            var simulation = line.Simulation;
            return simulation.NeedNotWait(simulation.Running is { } asking && line.TryServe(asking, ask, priority));
        }
    }

    public Demand<TAsk, TGiven> GetAwaiter() => this;

    /// <summary>An event that asks while it is awaited: for <see cref="Simulation.AnyOf"/>.</summary>
    public DemandEvent<TAsk, TGiven> AsEvent() => new(line, ask, priority);

    /// <summary>
    /// Waits no longer than <paramref name="patience"/>; with none, takes what is to be had at once. Await it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The patience is negative.</exception>
    public async SimTask<Answer<TGiven>> Within(Duration patience)
    {
        var simulation = line.Simulation;
        var timeout = simulation.Timeout(patience);
        if (line.TryServe(ask, priority, out var given)) return new(true, given);
        var asked = AsEvent();
        await simulation.AnyOf(asked, timeout);
        return asked.Happened ? new(true, asked.Value) : default;
    }

    public void Suspend(Coroutine awaiting) => line.Wait(awaiting, ask, priority);

    public TGiven GetResult()
    {
        line.Simulation.EndWait();
        return line.Collect(line.Simulation.Running!);
    }
}
