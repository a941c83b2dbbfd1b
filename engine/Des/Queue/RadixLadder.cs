using System.Numerics;
using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>
/// The far events, in 8 levels of 256 buckets: an event lies on the level of the highest 8-bit digit in which its time
/// differs from the basis, in the bucket of that digit. Dense, because each addition and each step down runs here.
/// </summary>
/// <remarks>
/// A radix heap (Ahuja, Mehlhorn, Orlin and Tarjan, "Faster algorithms for the shortest path problem", Journal of the
/// ACM 37(2), 1990) that hands whole buckets to a sorted bottom, as the ladder queue does (Tang, Goh and Thng, "Ladder
/// queue: an O(1) priority queue structure for large-scale discrete event simulation", ACM TOMACS 15(3), 2005). Laws
/// that all of it rests on: the basis never passes the last time taken, so no event is ever added before it; the first
/// bucket of the lowest level holds the earliest events; in the ladder an event only moves down, at most 7 times; equal
/// times share a bucket at all times, so first come is first served without a sequence number.
/// </remarks>
internal unsafe struct RadixLadder
{
    public const int Digits = 1 << DigitBits;
    public const int Levels = 64 / DigitBits;
    const int DigitBits = 8;

    readonly byte[] memory;
    readonly Bucket* buckets;
    Occupancy occupancy;
    ChunkPool pool = new();
    long basis;

    public RadixLadder() => buckets = (Bucket*)Pinned.Allocate(Levels * Digits * sizeof(Bucket), 64, out memory);

    public readonly bool IsEmpty => occupancy.IsEmpty;

    /// <summary>The time of the earliest event; there must be one.</summary>
    public readonly long Earliest => buckets[occupancy.First()].Earliest;

    /// <summary>As of <see cref="EventQueue.EarliestBut"/>.</summary>
    public readonly long EarliestBut(int first, int count)
    {
        for (var rest = occupancy; !rest.IsEmpty;)
        {
            var index = rest.First();
            var earliest = buckets[index].EarliestBut(first, count);
            if (earliest < long.MaxValue) return earliest;
            rest.Clear(index);
        }

        return long.MaxValue;
    }

    public readonly long Bytes => pool.Bytes + memory.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long time, int id, uint generation)
    {
        var shift = HighestDigit(time ^ basis);
        var index = shift * (Digits / DigitBits) + ((int)(time >> shift) & (Digits - 1));
        var bucket = buckets + index;
        var end = bucket->End;
        if (Chunk.IsFull(end)) end = Extend(index);
        *end = new(time, id, generation);
        bucket->End = end + 1;
        bucket->Earliest = Math.Min(bucket->Earliest, time);
        bucket->Count++;
    }

    /// <summary>How far to shift right to see the highest 8-bit digit that is not zero: 0, 8, … 56.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int HighestDigit(long difference) => BitOperations.Log2((ulong)difference | 1) & -DigitBits;

    /// <summary>
    /// Moves the basis up: no further than the last time taken, and within what the bottom answers for.
    /// </summary>
    public void Rebase(long time) => basis = time;

    /// <summary>
    /// Moves the earliest events into the bottom, sorted, and tells it how far it reaches. The bottom must be empty,
    /// and the caller takes an event at once, because the basis moves up to it.
    /// </summary>
    public void Pour(ref SortedBottom bottom)
    {
        bottom.Clear();
        var index = occupancy.First();
        while (!TryPour(index, ref bottom))
        {
            Spread(index);
            index = occupancy.First();
        }
    }

    /// <summary>Drops what the filter denies, bucket by bucket. Returns how many went.</summary>
    public int Purge<TFilter>(ref TFilter filter) where TFilter : struct, IEventFilter
    {
        var gone = 0;
        for (var index = 0; index < Levels * Digits; index++)
        {
            if (buckets[index].Count == 0) continue;
            gone += buckets[index].Purge(ref filter, ref pool);
            if (buckets[index].Count == 0) occupancy.Clear(index);
        }

        return gone;
    }

    bool TryPour(int index, ref SortedBottom bottom)
    {
        var count = buckets[index].Count;
        basis = StartOf(index);
        if (index < Digits && count > Chunk.Capacity) PourInstant(index, ref bottom);
        else if (index < Digits || count <= SortedBottom.FewEnoughToInsert) PourFew(index, ref bottom);
        else return count <= SortedBottom.FewEnoughToSort && TryPourSorted(index, ref bottom);
        return true;
    }

    // A bucket of the lowest level is one instant and may hold any number of events: they go chunk by chunk, and what
    // is added to the instant meanwhile queues up behind them, here.
    void PourInstant(int index, ref SortedBottom bottom)
    {
        var bucket = buckets + index;
        bottom.SortIn(Chunk.Events(bucket->First), Chunk.Capacity);
        bottom.Last = basis - 1;
        bucket->First = pool.Return(bucket->First);
        bucket->Count -= Chunk.Capacity;
    }

    // Small buckets go together, so that a sparse ladder is not searched for each event.
    void PourFew(int index, ref SortedBottom bottom)
    {
        do
        {
            var chunk = buckets[index].First;
            for (var left = buckets[index].Count; left > 0; left -= Chunk.Capacity)
            {
                bottom.SortIn(Chunk.Events(chunk), Math.Min(left, Chunk.Capacity));
                chunk = pool.Return(chunk);
            }

            Forget(index);
            bottom.Last = LastOf(index);
            if (IsEmpty) return;
            index = occupancy.First();
        } while (bottom.Count + buckets[index].Count <= SortedBottom.Enough);
    }

    bool TryPourSorted(int index, ref SortedBottom bottom)
    {
        if (!DigitSort.TrySort(buckets + index, ShiftOf(index), ref bottom)) return false;
        for (var chunk = buckets[index].First; chunk != null;) chunk = pool.Return(chunk);
        Forget(index);
        bottom.Last = LastOf(index);
        return true;
    }

    // The basis stands at the start of the bucket, so each of its events finds a bucket on a lower level.
    void Spread(int index)
    {
        var chunk = buckets[index].First;
        var left = buckets[index].Count;
        Forget(index);
        for (; left > 0; left -= Chunk.Capacity)
        {
            var e = Chunk.Events(chunk);
            for (var end = e + Math.Min(left, Chunk.Capacity); e < end; e++) Add(e->Time, e->Id, e->Generation);
            chunk = pool.Return(chunk);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    Event* Extend(int index)
    {
        occupancy.Set(index);
        return buckets[index].Extend(ref pool);
    }

    void Forget(int index)
    {
        buckets[index].Forget();
        occupancy.Clear(index);
    }

    static int ShiftOf(int index) => index / Digits * DigitBits;

    readonly long StartOf(int index)
    {
        var shift = ShiftOf(index);
        return (basis >> shift >> DigitBits << DigitBits | (long)(index & (Digits - 1))) << shift;
    }

    // Up to when the bottom answers for events once this bucket is poured: for ever, if it was the last one.
    readonly long LastOf(int index) => IsEmpty ? long.MaxValue : StartOf(index) | (1L << ShiftOf(index)) - 1;
}
