namespace Timeslice.Des;

/// <summary>Future events by time; equal times leave in the order in which they came.</summary>
public sealed class EventQueue
{
    readonly PriorityQueue<Event, (long, long)> heap = new();
    long sequence;

    public int Count => heap.Count;

    /// <summary>Adds an event. Its time must not lie before the last one taken.</summary>
    public void Add(long time, int id, uint generation) => heap.Enqueue(new(time, id, generation), (time, sequence++));

    /// <summary>Takes the earliest event.</summary>
    public bool TryTake(out Event earliest) => heap.TryDequeue(out earliest, out _);

    /// <summary>Takes the earliest event if it is due at <paramref name="time"/>.</summary>
    public bool TryTakeAt(long time, out Event due)
    {
        if (heap.TryPeek(out due, out _) && due.Time == time) return TryTake(out due);
        due = default;
        return false;
    }

    /// <summary>The time of the earliest event, or <see cref="long.MaxValue"/>.</summary>
    public long NextTime => heap.TryPeek(out var e, out _) ? e.Time : long.MaxValue;

    /// <summary>Drops the events that the filter denies, keeping the order of the rest. Returns how many went.</summary>
    public int Purge<TFilter>(ref TFilter filter) where TFilter : struct, IEventFilter
    {
        var kept = new List<(Event Element, (long, long) Priority)>();
        foreach (var (e, priority) in heap.UnorderedItems) if (filter.Keep(e)) kept.Add((e, priority));
        var gone = heap.Count - kept.Count;
        heap.Clear();
        foreach (var (element, priority) in kept) heap.Enqueue(element, priority);
        return gone;
    }
}
