using System.Diagnostics.CodeAnalysis;

namespace Timeslice.Des;

/// <summary>A <see cref="Stock{T}"/> that gives the least item out first; equal ones in the order of putting.</summary>
/// <param name="capacity">The most items: at least 1.</param>
/// <param name="order">Which of two items is less; their own order, if left out.</param>
public sealed class PriorityStore<T>(Simulation simulation, int capacity = int.MaxValue, string? name = null,
    IComparer<T>? order = null) : Stock<T>(simulation, capacity, name)
{
    // The framework's queue is not first in, first out among equals: each has a number.
    readonly PriorityQueue<T, (T Item, long Number)> items = new(new Stable(order ?? Comparer<T>.Default));
    long last;

    /// <summary>Gets the least item, as soon as there is one; await it.</summary>
    public Demand<Predicate<T>?, T> Get() => new(Gets, null);

    /// <summary>Gets the least item, if there is one.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T item) => Gets.TryServe(null, 0, out item);

    private protected override void Add(T item) => items.Enqueue(item, (item, ++last));

    private protected override bool TryRemove(Predicate<T>? accepts, out T item) => items.TryDequeue(out item!, out _);

    sealed class Stable(IComparer<T> order) : IComparer<(T Item, long Number)>
    {
        public int Compare((T Item, long Number) a, (T Item, long Number) b)
        {
            var byItem = order.Compare(a.Item, b.Item);
            return byItem != 0 ? byItem : a.Number.CompareTo(b.Number);
        }
    }
}
