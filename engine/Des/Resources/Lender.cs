using Timeslice.Des.Monitors;

namespace Timeslice.Des;

/// <summary>Lends a number of units, each to one at a time: what all resources have in common.</summary>
/// <remarks>The unit belongs to who was granted it from that moment on, even before it runs again.</remarks>
public abstract class Lender : IMonitor
{
    readonly Stack<int> free = [];
    readonly List<uint> generations = [];
    TimeWeighted inUse;

    private protected Lender(Simulation simulation, int capacity, string? name)
    {
        if (capacity < 1) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "must be at least 1");
        (Simulation, Capacity, Name) = (simulation, capacity, name);
        inUse.Restart(Now);
    }

    public Simulation Simulation { get; }

    /// <summary>How many units there are.</summary>
    public int Capacity { get; }

    /// <summary>For messages.</summary>
    public string? Name { get; }

    /// <summary>Units that are granted and not given back.</summary>
    public int InUse => (int)inUse.Value;

    /// <summary>Units in use, averaged over time; NaN when none has passed.</summary>
    public double MeanInUse => inUse.Mean(Now);

    /// <summary>Who waits for a unit.</summary>
    public abstract Line Line { get; }

    /// <summary>How many wait for a unit.</summary>
    public int Waiting => Line.Count;

    /// <summary>The length of the line, averaged over time; NaN when none has passed.</summary>
    public double MeanWaiting => Line.Mean;

    /// <summary>The greatest length of the line.</summary>
    public int MostWaiting => Line.Most;

    /// <summary>How long those who were granted a unit had waited; the others do not count.</summary>
    public Tally Waits => Line.Waits;

    private protected long Now => Simulation.Now.Nanoseconds;

    /// <summary>Forgets the statistics, after a warm-up; who waits keeps waiting.</summary>
    public virtual void Restart()
    {
        inUse.Restart(Now);
        Line.Restart();
    }

    public override string ToString() => Name is null ? "a resource" : $"resource {Name}";

    internal bool Holds(long ticket) => generations[(int)ticket] == (uint)(ticket >> 32);

    internal void GiveBack(long ticket)
    {
        if (Holds(ticket))
        {
            Free(ticket);
            Returned(ticket);
        }
        else Lost(ticket);
    }

    /// <summary>A unit was given back. Who waits for it is due.</summary>
    private protected abstract void Returned(long ticket);

    /// <summary>A unit was given back that was not held any more.</summary>
    private protected virtual void Lost(long ticket) { }

    private protected bool TryTake(out long ticket)
    {
        ticket = 0;
        if (inUse.Value == Capacity) return false;
        inUse.Set(Now, inUse.Value + 1);
        if (!free.TryPop(out var unit))
        {
            unit = generations.Count;
            generations.Add(0);
        }
        // A ticket is a unit and its generation, so that a unit given back twice is not another's.
        ticket = (long)generations[unit] << 32 | (uint)unit;
        return true;
    }

    /// <summary>The ticket is worth nothing from now on.</summary>
    private protected void Free(long ticket)
    {
        generations[(int)ticket]++;
        free.Push((int)ticket);
        inUse.Set(Now, inUse.Value - 1);
    }
}
