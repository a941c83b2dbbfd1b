using Timeslice.Des.Monitors;

namespace Timeslice.Des;

/// <summary>Keeps items until somebody gets them: what all stores have in common.</summary>
/// <remarks>
/// Items are put first come, first served, as long as there is room. An item goes to the first in line who accepts it.
/// It belongs to who was given it from that moment on, even before that one runs again.
/// </remarks>
public abstract class Stock<T> : IMonitor
{
    readonly Line<T, T> puts;
    TimeWeighted count;

    private protected Stock(Simulation simulation, int capacity, string? name)
    {
        if (capacity < 1) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "must be at least 1");
        (Simulation, Capacity, Name) = (simulation, capacity, name);
        puts = new(simulation, this, ServePut, Settle);
        Gets = new(simulation, this, ServeGet, Settle, inOrder: false);
        count.Restart(Now);
    }

    public Simulation Simulation { get; }

    /// <summary>The most items that it keeps.</summary>
    public int Capacity { get; }

    /// <summary>For messages.</summary>
    public string? Name { get; }

    /// <summary>How many items it keeps.</summary>
    public int Count => (int)count.Value;

    /// <summary>How many items it kept, averaged over time; NaN when none has passed.</summary>
    public double MeanCount => count.Mean(Now);

    /// <summary>The most items that it kept.</summary>
    public int MostCount => (int)count.Max;

    /// <summary>Who waits for room.</summary>
    public Line Putters => puts;

    /// <summary>Who waits for an item.</summary>
    public Line Getters => Gets;

    internal Line<Predicate<T>?, T> Gets { get; }

    long Now => Simulation.Now.Nanoseconds;

    /// <summary>Puts an item as soon as there is room; await it. Comes with the item.</summary>
    public Demand<T, T> Put(T item) => new(puts, item);

    /// <summary>Puts an item if there is room.</summary>
    public bool TryPut(T item) => puts.TryServe(item, 0, out _);

    /// <summary>Forgets the statistics, after a warm-up; the items stay, and who waits keeps waiting.</summary>
    public void Restart()
    {
        count.Restart(Now);
        puts.Restart();
        Gets.Restart();
    }

    public override string ToString() => Name is null ? "a store" : $"store {Name}";

    private protected abstract void Add(T item);

    /// <summary>Takes out the first that is accepted; null accepts all.</summary>
    private protected abstract bool TryRemove(Predicate<T>? accepts, out T item);

    /// <summary>Serves one who waits for an item, if there is one for it.</summary>
    private protected virtual bool TryServeGetter() => Gets.ServeFirst();

    private protected void Removed() => count.Set(Now, count.Value - 1);

    bool ServePut(Waiter? who, T item, out T put)
    {
        put = item;
        if (Count == Capacity) return false;
        Add(item);
        count.Set(Now, count.Value + 1);
        return true;
    }

    bool ServeGet(Waiter? who, Predicate<T>? accepts, out T item)
    {
        if (!TryRemove(accepts, out item)) return false;
        Removed();
        return true;
    }

    void Settle()
    {
        while (TryServeGetter() || puts.ServeFirst()) { }
    }
}
