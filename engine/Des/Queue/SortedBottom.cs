using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Timeslice.Des;

/// <summary>
/// The near events, sorted: all that are due up to <see cref="Last"/>. Taken from the front; additions are sorted in.
/// Dense, because each taking and each near addition runs here.
/// </summary>
internal unsafe struct SortedBottom
{
    /// <summary>Sorting so few by insertion costs less than counting them first.</summary>
    public const int FewEnoughToInsert = 24;

    /// <summary>
    /// More are spread over a level instead; with a quarter of it, too thinly: a cliff at 50 000 pending.
    /// </summary>
    public const int FewEnoughToSort = 2048;

    /// <summary>So many make it worth to have gone to the ladder.</summary>
    public const int Enough = 16;

    // Moving so many costs about as much as a way through the ladder; half of it makes a cliff at 100 pending.
    const int LongestMove = 128;

    // So many longer moves still cost less than to send a filling back; none at all makes a cliff at 20 000 pending.
    const int LongMovesPerFilling = 16;

    // Short delays among long timeouts go near the head: there, few move down instead of many up. It pays from so many
    // events on.
    const int NearHead = 8;
    const int WorthLookingNearHead = 12;

    const int Block = 4;

    // Events at time 0 that stand before the first, so that no search has to look where the array begins.
    const int Sentinels = LongestMove + Block;
    const int Capacity = 3072;

    // Behind the last there is room to look ahead.
    const int Lookahead = 4;

    readonly byte[] memory;
    readonly Event* start, limit;
    Event* head, tail;
    int longMovesLeft = LongMovesPerFilling;

    public SortedBottom()
    {
        start = (Event*)Pinned.Allocate((Sentinels + Capacity + Lookahead) * sizeof(Event), 64, out memory) + Sentinels;
        limit = start + Capacity;
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

    /// <summary>As of <see cref="EventQueue.EarliestBut"/>, exactly.</summary>
    public readonly long EarliestBut(int first, int count)
    {
        for (var e = head; e < tail; e++)
            if ((uint)(e->Id - first) >= (uint)count) return e->Time;
        return long.MaxValue;
    }

    /// <summary>What comes up in a moment: near the head there is always memory to look at.</summary>
    public readonly int Upcoming => head[2].Id;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Event* Take() => head++;

    /// <summary>Adds an event that is due no earlier than all others, if there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAppend(long time, int id, uint generation)
    {
        if (tail[-1].Time > time || tail == limit) return false;
        *tail++ = new(time, id, generation);
        return true;
    }

    /// <summary>
    /// Sorts an event in, behind its equals; false when that would move too many others, or without room.
    /// </summary>
    /// <remarks>
    /// Later events move up in blocks of four. In the last block each of three goes one up or stays, without a branch:
    /// where a new event belongs cannot be predicted. Before the first stand events taken, or sentinels, which are
    /// never later.
    /// </remarks>
    public bool TryInsert(long time, int id, uint generation)
    {
        if (tail == limit && !TryMoveToFront()) return false;
        if (tail - head >= WorthLookingNearHead && head > start && head[NearHead].Time > time)
        {
            InsertNearHead(time, id, generation);
            return true;
        }

        if (tail[-LongestMove].Time > time && --longMovesLeft < 0) return false;
        var place = tail++;
        for (; place[-Block].Time > time; place -= Block)
        {
            var first = Vector256.Load((long*)(place - 4));
            var second = Vector256.Load((long*)(place - 2));
            first.Store((long*)(place - 3));
            second.Store((long*)(place - 1));
        }

        var (a, b, c) = (place[-3], place[-2], place[-1]);
        var (aUp, bUp, cUp) = (Later(a, time), Later(b, time), Later(c, time));
        place[cUp - 1] = c;
        place[bUp - 2] = b;
        place[aUp - 3] = a;
        place[-(aUp + bUp + cUp)] = new(time, id, generation);
        return true;
    }

    void InsertNearHead(long time, int id, uint generation)
    {
        var place = --head;
        for (; place[1].Time <= time; place++) *place = place[1];
        *place = new(time, id, generation);
    }

    // 1 if the event is later, else 0: times are never negative, so their difference does not overflow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Later(in Event e, long time) => (int)((ulong)(time - e.Time) >> 63);

    /// <summary>
    /// Gives the later part, at least one event, back to the ladder; what shares the digits of now stays.
    /// </summary>
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

    public void Clear()
    {
        head = tail = start;
        longMovesLeft = LongMovesPerFilling;
    }

    /// <summary>Sorts events in that stand elsewhere, or right behind the last one.</summary>
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
}
