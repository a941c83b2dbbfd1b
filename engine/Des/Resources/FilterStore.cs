using System.Diagnostics.CodeAnalysis;

namespace Timeslice.Des;

/// <summary>A <see cref="Stock{T}"/> of which everybody gets an item to its own taste.</summary>
/// <remarks>
/// Of several items that are accepted, the one that was put first. Who accepts nothing that is there is passed by
/// those behind.
/// </remarks>
/// <param name="capacity">The most items: at least 1.</param>
public sealed class FilterStore<T>(Simulation simulation, int capacity = int.MaxValue, string? name = null)
    : Stock<T>(simulation, capacity, name)
{
    readonly List<T> items = [];

    // Nobody who waits accepts one of the first so many.
    int refused;

    /// <summary>Gets the first item that is accepted, as soon as there is one; await it.</summary>
    /// <param name="accepts">
    /// Any item, if left out. It is asked once about each item, and must always say the same of the same one.
    /// </param>
    public Demand<Predicate<T>?, T> Get(Predicate<T>? accepts = null) => new(Gets, accepts);

    /// <summary>Gets the first item that is accepted, if there is one.</summary>
    public bool TryGet(Predicate<T>? accepts, [MaybeNullWhen(false)] out T item) =>
        Gets.TryServe(accepts, 0, out item);

    private protected override void Add(T item) => items.Add(item);

    private protected override bool TryRemove(Predicate<T>? accepts, out T item)
    {
        var found = accepts is null ? Math.Min(0, items.Count - 1) : items.FindIndex(accepts);
        item = found < 0 ? default! : items[found];
        if (found >= 0) RemoveAt(found);
        return found >= 0;
    }

    private protected override bool TryServeGetter()
    {
        for (; refused < items.Count; refused++)
            for (var waits = Gets.First; waits is not null; waits = waits.Next)
            {
                var item = items[refused];
                if (Gets.Ask(waits) is { } accepts && !accepts(item)) continue;
                RemoveAt(refused);
                Removed();
                Gets.Grant(waits, item);
                return true;
            }
        return false;
    }

    void RemoveAt(int place)
    {
        items.RemoveAt(place);
        if (place < refused) refused--;
    }
}
