using System.Diagnostics;

namespace Timeslice.Benchmarks;

/// <summary>
/// The hold model: take the earliest event, add it again a random time later; the number of pending events stays.
/// </summary>
sealed class Holding(Increments increments)
{
    /// <summary>
    /// For each size the median nanoseconds per take and add. Each round runs each size with both competitors, so that
    /// a noisy stretch of the machine hits all of them; both must take in the same order.
    /// </summary>
    public (int Size, double Ours, double Heap)[] Measure(int[] sizes, int rounds)
    {
        var ours = sizes.Select(_ => new List<double>()).ToArray();
        var heap = sizes.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                var operations = Math.Max(1_000_000, sizes[i]);
                var (ourTime, ourSum) = Run(new OurQueue(), sizes[i], operations);
                var (heapTime, heapSum) = Run(new HeapQueue(), sizes[i], operations);
                if (ourSum != heapSum)
                    throw new InvalidOperationException($"{increments.Name}: the order differs at {sizes[i]}.");
                ours[i].Add(ourTime);
                heap[i].Add(heapTime);
            }
        }

        return [.. sizes.Select((size, i) => (size, Median.Of(ours[i]), Median.Of(heap[i])))];
    }

    public double BytesPerEvent(int size)
    {
        var queue = new OurQueue();
        Run(queue, size, size);
        return queue.Events.Bytes / (double)size;
    }

    /// <summary>Until the compiler has done its best with both.</summary>
    public void WarmUp()
    {
        for (var i = 0; i < 200; i++)
        {
            Run(new OurQueue(), 1_000, 20_000);
            Run(new HeapQueue(), 1_000, 20_000);
        }
    }

    (double Nanoseconds, ulong Checksum) Run<TQueue>(TQueue queue, int size, int operations)
        where TQueue : struct, IQueue
    {
        for (var i = 0; i < size; i++) queue.Add(increments[i], i);
        Hold(ref queue, Math.Min(2 * size, operations));
        var start = Stopwatch.GetTimestamp();
        var checksum = Hold(ref queue, operations);
        return (Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations, checksum);
    }

    ulong Hold<TQueue>(ref TQueue queue, int operations) where TQueue : struct, IQueue
    {
        var checksum = 0UL;
        for (var i = 0; i < operations; i++)
        {
            var e = queue.Take();
            checksum = checksum * 31 + (uint)e.Id;
            queue.Add(e.Time + increments[i], e.Id);
        }

        return checksum;
    }
}
