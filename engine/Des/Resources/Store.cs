using System.Diagnostics.CodeAnalysis;

namespace Timeslice.Des;

/// <summary>A <see cref="Stock{T}"/> that gives its items out in the order in which they were put.</summary>
/// <param name="capacity">The most items: at least 1.</param>
public sealed class Store<T>(Simulation simulation, int capacity = int.MaxValue, string? name = null)
    : Stock<T>(simulation, capacity, name)
{
    readonly Queue<T> items = [];

    /// <summary>Gets the item that was put first, as soon as there is one; await it.</summary>
    public Demand<Predicate<T>?, T> Get() => new(Gets, null);

    /// <summary>Gets the item that was put first, if there is one.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T item) => Gets.TryServe(null, 0, out item);

    private protected override void Add(T item) => items.Enqueue(item);

    private protected override bool TryRemove(Predicate<T>? accepts, out T item) => items.TryDequeue(out item!);
}
