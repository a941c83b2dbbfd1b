using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>Future events by time; equal times leave in the order in which they came. For one thread.</summary>
/// <remarks>
/// Times are nanoseconds from 0 to <see cref="long.MaxValue"/>. Near events lie sorted, far ones in a monotone radix
/// ladder (the sources of the idea stand there). About 17 bytes per event at a million; nothing is allocated once the
/// size is reached. Its parts address pinned arrays that it owns, so each member keeps it alive to its end.
/// </remarks>
public sealed class EventQueue
{
    SortedBottom bottom = new();
    RadixLadder ladder = new();
    long now;

    /// <summary>How many events are pending.</summary>
    public int Count { get; private set; }

    /// <summary>The time of the earliest event, or <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextTime
    {
        get
        {
            var next = !bottom.IsEmpty ? bottom.Earliest : ladder.IsEmpty ? long.MaxValue : ladder.Earliest;
            GC.KeepAlive(this);
            return next;
        }
    }

    /// <summary>The id of an event that is probably due in a moment, so that what it needs can be fetched.</summary>
    public int Upcoming
    {
        get
        {
            var id = bottom.Upcoming;
            GC.KeepAlive(this);
            return id;
        }
    }

    /// <summary>Bytes that the queue holds, used or not.</summary>
    internal long Bytes => bottom.Bytes + ladder.Bytes;

    /// <summary>
    /// When the earliest event is due whose id is not one of <paramref name="count"/> from <paramref name="first"/> on;
    /// <see cref="long.MaxValue"/> when there is none. Where looking would take long, a time before it.
    /// </summary>
    internal long EarliestBut(int first, int count)
    {
        var earliest = bottom.EarliestBut(first, count);
        if (earliest == long.MaxValue) earliest = ladder.EarliestBut(first, count);
        GC.KeepAlive(this);
        return earliest;
    }

    /// <summary>Adds an event.</summary>
    /// <exception cref="InvalidOperationException">Its time lies before the last one taken, or before 0.</exception>
    public void Add(long time, int id, uint generation)
    {
        if (time < now) throw Past(time, id);
        Count++;
        if (time > bottom.Last) ladder.Add(time, id, generation);
        else if (!bottom.TryAppend(time, id, generation)) Insert(time, id, generation);
        GC.KeepAlive(this);
    }

    /// <summary>Takes the earliest event.</summary>
    public unsafe bool TryTake(out Event earliest)
    {
        if (bottom.IsEmpty && !TryRefill())
        {
            earliest = default;
            return false;
        }

        Count--;
        earliest = *bottom.Take();
        now = earliest.Time;
        GC.KeepAlive(this);
        return true;
    }

    /// <summary>Takes the earliest event if it is due at <paramref name="time"/>.</summary>
    public bool TryTakeAt(long time, out Event due)
    {
        if (NextTime == time) return TryTake(out due);
        due = default;
        return false;
    }

    /// <summary>
    /// Drops the events that <paramref name="filter"/> denies, keeping the order of the rest. Returns how many went.
    /// </summary>
    public int Purge<TFilter>(ref TFilter filter) where TFilter : struct, IEventFilter
    {
        var gone = bottom.Purge(ref filter) + ladder.Purge(ref filter);
        Count -= gone;
        GC.KeepAlive(this);
        return gone;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool TryRefill()
    {
        if (ladder.IsEmpty) return false;
        ladder.Pour(ref bottom);
        return true;
    }

    // What does not fit into the bottom goes to the ladder with everything behind it; that ends, since the bottom only
    // shrinks.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Insert(long time, int id, uint generation)
    {
        while (!bottom.TryInsert(time, id, generation))
        {
            bottom.Spill(ref ladder, now);
            if (time <= bottom.Last) continue;
            ladder.Add(time, id, generation);
            return;
        }
    }

    InvalidOperationException Past(long time, int id) =>
        new($"Event {id} at {time} ns lies before the last one taken, at {now} ns.");
}
