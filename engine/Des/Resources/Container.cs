using Timeslice.Des.Monitors;

namespace Timeslice.Des;

/// <summary>Holds an amount of something without identity: petrol in a tank, bytes in a buffer, money.</summary>
/// <remarks>
/// <para>
/// Amounts are whole numbers of the smallest unit that matters (bytes, millilitres, cents), so that what was put is
/// exactly what was got and what is left.
/// </para>
/// <para>
/// Who puts and who gets wait in two lines, each first come, first served: a large demand at the front is not passed by
/// smaller ones, so it is never starved.
/// </para>
/// </remarks>
public sealed class Container : IMonitor
{
    readonly Line<long, long> puts, gets;
    TimeWeighted level;

    /// <param name="capacity">The most that it holds: at least 1.</param>
    /// <param name="level">What it holds at first: from 0 to the capacity.</param>
    public Container(Simulation simulation, long capacity = long.MaxValue, long level = 0, string? name = null)
    {
        if (capacity < 1) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "must be at least 1");
        if (level < 0 || level > capacity)
            throw new ArgumentOutOfRangeException(nameof(level), level, $"must lie between 0 and {capacity}");
        (Simulation, Capacity, Name) = (simulation, capacity, name);
        puts = new(simulation, this, ServePut, Settle);
        gets = new(simulation, this, ServeGet, Settle);
        this.level.Set(Now, level);
        this.level.Restart(Now);
    }

    public Simulation Simulation { get; }

    /// <summary>The most that it holds.</summary>
    public long Capacity { get; }

    /// <summary>For messages.</summary>
    public string? Name { get; }

    /// <summary>What it holds.</summary>
    public long Level => level.Value;

    /// <summary>What it held, averaged over time; NaN when none has passed.</summary>
    public double MeanLevel => level.Mean(Now);

    /// <summary>The most that it held.</summary>
    public long MostLevel => level.Max;

    /// <summary>Who waits for room.</summary>
    public Line Putters => puts;

    /// <summary>Who waits for content.</summary>
    public Line Getters => gets;

    long Now => Simulation.Now.Nanoseconds;

    /// <summary>Puts an amount in as soon as there is room for all of it; await it. Comes with the amount.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is below 1 or above the capacity.</exception>
    public Demand<long, long> Put(long amount) => new(puts, Possible(amount));

    /// <summary>Takes an amount out as soon as there is all of it; await it. Comes with the amount.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is below 1 or above the capacity.</exception>
    public Demand<long, long> Get(long amount) => new(gets, Possible(amount));

    /// <summary>Puts an amount in if there is room and nobody waits for it.</summary>
    public bool TryPut(long amount) => puts.TryServe(Possible(amount), 0, out _);

    /// <summary>Takes an amount out if there is as much and nobody waits for it.</summary>
    public bool TryGet(long amount) => gets.TryServe(Possible(amount), 0, out _);

    /// <summary>Forgets the statistics, after a warm-up; the content stays, and who waits keeps waiting.</summary>
    public void Restart()
    {
        level.Restart(Now);
        puts.Restart();
        gets.Restart();
    }

    public override string ToString() => Name is null ? "a container" : $"container {Name}";

    bool ServePut(Waiter? who, long amount, out long put)
    {
        put = amount;
        if (amount > Capacity - Level) return false;
        level.Set(Now, Level + amount);
        return true;
    }

    bool ServeGet(Waiter? who, long amount, out long got)
    {
        got = amount;
        if (amount > Level) return false;
        level.Set(Now, Level - amount);
        return true;
    }

    void Settle()
    {
        while (puts.ServeFirst() || gets.ServeFirst()) { }
    }

    long Possible(long amount) => amount >= 1 && amount <= Capacity
        ? amount
        : throw new ArgumentOutOfRangeException(nameof(amount), amount, $"must lie between 1 and {Capacity} ({this})");
}
