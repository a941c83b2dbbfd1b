using System.Numerics;

namespace Timeslice.Des;

/// <summary>Sorts a bucket into the bottom: stable counting by as many bits as there are events, then insertion.</summary>
internal static unsafe class DigitSort
{
    const int MostAlike = 32;

    /// <summary>False, and nothing done, when the events lie too close together for the bits that tell them apart.</summary>
    public static bool TrySort(Bucket* bucket, int shift, ref SortedBottom bottom)
    {
        var bits = Math.Min(BitOperations.Log2((uint)bucket->Count) + 1, 8);
        shift -= bits;
        var mask = (1 << bits) - 1;
        var places = stackalloc int[256];
        new Span<int>(places, mask + 1).Clear();
        var remaining = bucket->Count;
        for (var chunk = bucket->First; chunk != null; chunk = chunk->Next, remaining -= Chunk.Capacity)
        {
            var e = Chunk.Events(chunk);
            for (var end = e + Math.Min(remaining, Chunk.Capacity); e < end; e++) places[(int)(e->Time >> shift) & mask]++;
        }

        var sum = 0;
        var most = 0;
        for (var i = 0; i <= mask; i++)
        {
            var count = places[i];
            places[i] = sum;
            sum += count;
            most = Math.Max(most, count);
        }

        if (most > MostAlike) return false;
        var target = bottom.Start;
        remaining = bucket->Count;
        for (var chunk = bucket->First; chunk != null; chunk = chunk->Next, remaining -= Chunk.Capacity)
        {
            var e = Chunk.Events(chunk);
            for (var end = e + Math.Min(remaining, Chunk.Capacity); e < end; e++)
                target[places[(int)(e->Time >> shift) & mask]++] = *e;
        }

        bottom.SortIn(target, sum);
        return true;
    }
}
