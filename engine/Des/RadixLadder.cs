using System.Numerics;
using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>
/// The far events, in 8 levels of 256 buckets: an event lies on the level of the highest 8-bit digit in which its time differs
/// from the basis, in the bucket of that digit. Dense, because each addition and each step down runs here.
/// </summary>
/// <remarks>
/// A radix heap (Ahuja, Mehlhorn, Orlin and Tarjan, "Faster algorithms for the shortest path problem", Journal of the ACM 37(2),
/// 1990) that hands whole buckets to a sorted bottom, as the ladder queue does (Tang, Goh and Thng, "Ladder queue: an O(1) priority
/// queue structure for large-scale discrete event simulation", ACM TOMACS 15(3), 2005). Laws that all of it rests on:
/// the basis never passes the last time taken, so no event is ever added before it; the first bucket of the lowest level holds
/// the earliest events; an event only ever moves down, at most 7 times; equal times share a bucket at all times, so first come is
/// first served without a sequence number.
/// </remarks>
internal unsafe struct RadixLadder
{
    const int DigitBits = 8;
    const int Digits = 1 << DigitBits;
    const int Levels = 64 / DigitBits;
    const int WordsPerLevel = Digits / 64;

    ChunkPool pool = new();
    readonly byte[] memory;
    readonly Bucket* buckets;
    readonly ulong* occupied;
    uint occupiedLevels;
    long basis;

    public RadixLadder()
    {
        const int bucketBytes = Levels * Digits * 32;
        buckets = (Bucket*)Pinned.Allocate(bucketBytes + Levels * WordsPerLevel * sizeof(ulong), 64, out memory);
        occupied = (ulong*)((byte*)buckets + bucketBytes);
    }

    public readonly bool IsEmpty => occupiedLevels == 0;

    public readonly long Bytes => pool.Bytes + memory.Length;

    /// <summary>The time of the earliest event; there must be one.</summary>
    public readonly long Earliest => buckets[First()].Earliest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long time, int id, uint generation)
    {
        var shift = HighestDigit(time ^ basis);
        var index = shift * (Digits / DigitBits) + ((int)(time >> shift) & (Digits - 1));
        var bucket = buckets + index;
        var end = bucket->End;
        if (Chunk.IsFull(end)) end = Extend(bucket, index);
        *end = new(time, id, generation);
        bucket->End = end + 1;
        bucket->Earliest = Math.Min(bucket->Earliest, time);
        bucket->Count++;
    }

    /// <summary>How far to shift right the highest 8-bit digit that is not zero: 0, 8, … 56.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int HighestDigit(long difference) =>
        BitOperations.Log2((ulong)difference | 1) & -DigitBits;

    /// <summary>Moves the basis up: beyond no event and beyond no time that may still be added outside the bottom.</summary>
    public void Rebase(long time) => basis = time;

    /// <summary>
    /// Moves the earliest events into the empty bottom, sorted, and tells it how far it reaches. The caller takes one at once:
    /// only then may the basis stand where it stands now.
    /// </summary>
    public void Pour(ref SortedBottom bottom)
    {
        bottom.Clear();
        var index = First();
        while (!TryPour(index, ref bottom))
        {
            Spread(index);
            index = First();
        }
    }

    bool TryPour(int index, ref SortedBottom bottom)
    {
        var bucket = buckets + index;
        var shift = ShiftOf(index);
        basis = StartOf(index);
        if (shift == 0 && bucket->Count > Chunk.Capacity) PourInstant(bucket, ref bottom);
        else if (shift == 0 || bucket->Count <= SortedBottom.DirectLimit) PourSmall(index, ref bottom);
        else return bucket->Count <= SortedBottom.SortLimit && TryPourSorted(index, ref bottom);
        return true;
    }

    // One instant may hold any number of events: they go chunk by chunk, and what is added to it meanwhile goes behind them, here.
    void PourInstant(Bucket* bucket, ref SortedBottom bottom)
    {
        var chunk = bucket->First;
        bottom.Append(Chunk.Events(chunk), Chunk.Capacity);
        bucket->First = chunk->Next;
        bucket->Count -= Chunk.Capacity;
        pool.Return(chunk);
        bottom.Last = basis - 1;
    }

    // Small buckets go together, so that a sparse ladder is not asked for each event.
    void PourSmall(int index, ref SortedBottom bottom)
    {
        do
        {
            var bucket = buckets + index;
            var remaining = bucket->Count;
            for (var chunk = bucket->First; remaining > 0; remaining -= Chunk.Capacity)
            {
                bottom.SortIn(Chunk.Events(chunk), Math.Min(remaining, Chunk.Capacity));
                var next = chunk->Next;
                pool.Return(chunk);
                chunk = next;
            }

            Vacate(index);
            bottom.Last = LastOf(index);
            if (IsEmpty) return;
            index = First();
        } while (bottom.Count + buckets[index].Count <= SortedBottom.Enough);
    }

    bool TryPourSorted(int index, ref SortedBottom bottom)
    {
        if (!DigitSort.TrySort(buckets + index, ShiftOf(index), ref bottom)) return false;
        for (var chunk = buckets[index].First; chunk != null;)
        {
            var next = chunk->Next;
            pool.Return(chunk);
            chunk = next;
        }

        Vacate(index);
        bottom.Last = LastOf(index);
        return true;
    }

    void Spread(int index)
    {
        var bucket = buckets + index;
        var chunk = bucket->First;
        var remaining = bucket->Count;
        Vacate(index);
        while (remaining > 0)
        {
            var e = Chunk.Events(chunk);
            var end = e + Math.Min(remaining, Chunk.Capacity);
            for (; e < end; e++) Add(e->Time, e->Id, e->Generation);
            var next = chunk->Next;
            pool.Return(chunk);
            chunk = next;
            remaining -= Chunk.Capacity;
        }
    }

    /// <summary>Drops what the filter denies, bucket by bucket, in place and in order. Returns how many went.</summary>
    public int Purge<TFilter>(ref TFilter filter) where TFilter : struct, IEventFilter
    {
        var gone = 0;
        for (var index = 0; index < Levels * Digits; index++)
            if (buckets[index].Count > 0) gone += Purge(index, ref filter);
        return gone;
    }

    int Purge<TFilter>(int index, ref TFilter filter) where TFilter : struct, IEventFilter
    {
        var bucket = buckets + index;
        var chunk = bucket->First;
        var remaining = bucket->Count;
        var before = remaining;
        var target = chunk;
        var end = Chunk.Events(chunk);
        var kept = 0;
        var earliest = long.MaxValue;
        while (true)
        {
            var e = Chunk.Events(chunk);
            var stop = e + Math.Min(remaining, Chunk.Capacity);
            for (; e < stop; e++)
            {
                if (!filter.Keep(in *e)) continue;
                if (Chunk.IsFull(end)) { target = target->Next; end = Chunk.Events(target); }
                *end++ = *e;
                earliest = Math.Min(earliest, e->Time);
                kept++;
            }

            remaining -= Chunk.Capacity;
            if (remaining <= 0) break;
            chunk = chunk->Next;
        }

        if (kept == before) return 0;
        var spare = kept == 0 ? target : target->Next;
        while (spare != null) { var next = spare->Next; pool.Return(spare); spare = next; }
        if (kept == 0) { Vacate(index); return before; }
        target->Next = null;
        bucket->End = end;
        bucket->Count = kept;
        bucket->Earliest = earliest;
        return before - kept;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    Event* Extend(Bucket* bucket, int index)
    {
        var chunk = pool.Take();
        chunk->Next = null;
        if (bucket->Count == 0)
        {
            bucket->First = chunk;
            bucket->Earliest = long.MaxValue;
            occupied[index / 64] |= 1UL << index;
            occupiedLevels |= 1u << (index / Digits);
        }
        else
        {
            ((Chunk*)(bucket->End - Chunk.Capacity - 1))->Next = chunk;
        }

        return Chunk.Events(chunk);
    }

    void Vacate(int index)
    {
        buckets[index].End = null;
        buckets[index].Count = 0;
        occupied[index / 64] &= ~(1UL << index);
        var words = occupied + index / Digits * WordsPerLevel;
        if ((words[0] | words[1] | words[2] | words[3]) == 0) occupiedLevels &= ~(1u << (index / Digits));
    }

    readonly int First()
    {
        var word = BitOperations.TrailingZeroCount(occupiedLevels) * WordsPerLevel;
        while (occupied[word] == 0) word++;
        return word * 64 + BitOperations.TrailingZeroCount(occupied[word]);
    }

    static int ShiftOf(int index) => index / Digits * DigitBits;

    readonly long StartOf(int index)
    {
        var shift = ShiftOf(index);
        return (basis >> shift >> DigitBits << DigitBits | (long)(index & (Digits - 1))) << shift;
    }

    // The last time for which the bottom answers once the bucket is poured: all times, if that was the last bucket.
    readonly long LastOf(int index) => IsEmpty ? long.MaxValue : StartOf(index) | (1L << ShiftOf(index)) - 1;
}
