using System.Numerics;

namespace Timeslice.Des;

/// <summary>
/// Sorts a bucket into the empty bottom: counts by about as many digits as there are events, then inserts. Stable.
/// </summary>
internal static unsafe class DigitSort
{
    const int MostBits = 10;

    // Insertion moves each event past a quarter of those that share its digit, at worst.
    const int MostAlike = 32;

    /// <summary>False, and nothing done, when too many events share a digit.</summary>
    public static bool TrySort(Bucket* bucket, int shift, ref SortedBottom bottom)
    {
        var bits = Math.Min(BitOperations.Log2((uint)bucket->Count) + 1, Math.Min(MostBits, shift));
        var mask = (1 << bits) - 1;
        shift -= bits;
        var places = stackalloc int[1 << MostBits];
        new Span<int>(places, mask + 1).Clear();
        var left = bucket->Count;
        for (var chunk = bucket->First; chunk != null; chunk = chunk->Next, left -= Chunk.Capacity)
        {
            var e = Chunk.Events(chunk);
            for (var end = e + Math.Min(left, Chunk.Capacity); e < end; e++) places[(int)(e->Time >> shift) & mask]++;
        }

        if (Accumulate(places, mask + 1) > MostAlike) return false;
        var target = bottom.Start;
        left = bucket->Count;
        for (var chunk = bucket->First; chunk != null; chunk = chunk->Next, left -= Chunk.Capacity)
        {
            var e = Chunk.Events(chunk);
            for (var end = e + Math.Min(left, Chunk.Capacity); e < end; e++)
                target[places[(int)(e->Time >> shift) & mask]++] = *e;
        }

        bottom.SortIn(target, bucket->Count);
        return true;
    }

    // Turns counts into places; the largest count is the result.
    static int Accumulate(int* places, int count)
    {
        var (sum, most) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var alike = places[i];
            places[i] = sum;
            sum += alike;
            most = Math.Max(most, alike);
        }

        return most;
    }
}
