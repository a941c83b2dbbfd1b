namespace Timeslice.Des;

/// <summary>A <see cref="Demand{TAsk, TGiven}"/> as an event: happens when it is served.</summary>
/// <remarks>
/// It stands in line only while somebody awaits it, alone or as one of several: so it never takes what nobody is there
/// to receive, and of several demands in an <see cref="AnyOf"/> one alone is served. Awaited again, it asks again.
/// </remarks>
public sealed class DemandEvent<TAsk, TGiven> : Occurrence<TGiven>, IDisposable
{
    readonly Line<TAsk, TGiven> line;
    readonly TAsk ask;
    readonly int priority;
    TGiven given = default!;

    internal DemandEvent(Line<TAsk, TGiven> line, TAsk ask, int priority)
        : base(line.Simulation, $"served by {line.Of}")
    {
        (this.line, this.ask, this.priority) = (line, ask, priority);
        Acting = Simulation.Running;
    }

    internal override Coroutine? Acting { get; }

    private protected override TGiven Outcome => given;

    /// <summary>Gives a unit back if it came with one. Anything else that it came with is its owner's.</summary>
    public void Dispose()
    {
        if (given is ILent lent) lent.Dispose();
    }

    /// <summary>It is served.</summary>
    internal void Take(TGiven what)
    {
        given = what;
        Happen(null);
    }

    protected internal override void Wake() => Take(line.Collect(this));

    private protected override void Awaited() => line.Come(this, ask, priority);

    private protected override void Deserted() => Queue?.Withdraw(this);
}
