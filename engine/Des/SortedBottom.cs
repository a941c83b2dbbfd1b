using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Timeslice.Des;

/// <summary>
/// The near events, sorted: all that are due up to <see cref="Last"/>. Taken from the front; additions are sorted in. Dense,
/// because each taking and each near addition runs here.
/// </summary>
internal unsafe struct SortedBottom
{
    public static readonly int DirectLimit = int.Parse(Environment.GetEnvironmentVariable("Q_DIRECT") ?? "24");
    public static readonly int SortLimit = int.Parse(Environment.GetEnvironmentVariable("Q_SORT") ?? "512");
    public static readonly int Enough = int.Parse(Environment.GetEnvironmentVariable("Q_ENOUGH") ?? "16");
    public static readonly int LongestShift = int.Parse(Environment.GetEnvironmentVariable("Q_SHIFT") ?? "64");
    const int Capacity = 1024;

    // Whole blocks are moved, so up to this many places beyond the last event are written.
    const int Block = 4;

    readonly byte[] memory;
    readonly Event* start, limit;
    Event* head, tail;

    public SortedBottom()
    {
        start = (Event*)Pinned.Allocate((Capacity + 2 * Block + 2) * sizeof(Event), 64, out memory) + 1;
        limit = start + Capacity;
        start[-1] = new(-1, 0, 0);
        head = tail = start;
        Last = long.MaxValue;
    }

    /// <summary>The last time that belongs here.</summary>
    public long Last;

    public readonly bool IsEmpty => head == tail;
    public readonly int Count => (int)(tail - head);
    public readonly long Earliest => head->Time;
    public readonly long Bytes => memory.Length;
    public readonly Event* Start => start;
    public Event* Tail { readonly get => tail; set => tail = value; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Event* Take() => head++;

    /// <summary>Adds an event that is due no earlier than all others, if there is room. Before the first stands an event taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAppend(long time, int id, uint generation)
    {
        if (tail[-1].Time > time || tail == limit) return false;
        *tail++ = new(time, id, generation);
        return true;
    }

    /// <summary>Sorts an event in, behind its equals; false when that would move too many others, or when there is no room.</summary>
    public bool TryInsert(long time, int id, uint generation)
    {
        if (tail == limit && !TryMoveToFront()) return false;
        var place = After(time);
        if (tail - place > LongestShift) return false;
        MoveUp(place);
        *place = new(time, id, generation);
        tail++;
        return true;
    }

    /// <summary>Gives the later part, at least one event, back to the ladder; what shares the digits of now stays.</summary>
    public void Spill(ref RadixLadder ladder, long now)
    {
        var difference = now ^ tail[-1].Time;
        var low = difference == 0 ? 0 : (1L << RadixLadder.HighestDigit(difference)) - 1;
        Last = difference == 0 ? now - 1 : now | low;
        ladder.Rebase(now & ~low);
        var cut = tail;
        while (cut > head && cut[-1].Time > Last) cut--;
        for (var e = cut; e < tail; e++) ladder.Add(e->Time, e->Id, e->Generation);
        tail = cut;
        if (head == tail) Clear();
    }

    public void Clear() => head = tail = start;

    public void Append(Event* events, int count)
    {
        for (var i = 0; i < count; i++) tail[i] = events[i];
        tail += count;
    }

    public void SortIn(Event* events, int count)
    {
        for (var e = events; e < events + count; e++)
        {
            var moving = *e;
            var place = tail++;
            for (; place[-1].Time > moving.Time; place--) *place = place[-1];
            *place = moving;
        }
    }

    public int Purge<TFilter>(ref TFilter filter) where TFilter : struct, IEventFilter
    {
        var end = start;
        var before = Count;
        for (var e = head; e < tail; e++)
            if (filter.Keep(in *e)) *end++ = *e;
        head = start;
        tail = end;
        return before - Count;
    }

    bool TryMoveToFront()
    {
        if (head - start < Capacity / 2) return false;
        var count = Count;
        for (var i = 0; i < count; i++) start[i] = head[i];
        head = start;
        tail = start + count;
        return true;
    }

    // The first event later than the time, by a search without branches on times: they could not be predicted.
    readonly Event* After(long time)
    {
        var place = head;
        for (var count = (int)(tail - head); count > 0;)
        {
            var half = (count + 1) >> 1;
            place += half & ~(int)((time - place[half - 1].Time) >> 63);
            count -= half;
        }

        return place;
    }

    // Forward, in blocks of four, each read before the block in front of it is written; what is written beyond the end is nothing.
    readonly void MoveUp(Event* place)
    {
        var a = Vector256.Load((long*)place);
        var b = Vector256.Load((long*)(place + 2));
        for (; place < tail; place += Block)
        {
            var c = Vector256.Load((long*)(place + 4));
            var d = Vector256.Load((long*)(place + 6));
            a.Store((long*)(place + 1));
            b.Store((long*)(place + 3));
            a = c;
            b = d;
        }
    }
}
