using System.Diagnostics;
using Timeslice.Des;

namespace Timeslice.Benchmarks;

/// <summary>The hold model: take the earliest event, add it again an exponential time later (mean 1 s); the size stays.</summary>
sealed class HoldWorkload : IWorkload
{
    const int Increments = 1 << 16;
    const double MeanNanoseconds = 1e9;
    readonly long[] increments = Exponential();

    public string Name => "hold";
    public string Summary => "take one, add one; against .NET's PriorityQueue, per pair";
    public int[] Sizes =>
        [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

    public void Run(int[] sizes, int rounds, TextWriter output)
    {
        WarmUp();
        output.WriteLine("| size | ours, ns | PriorityQueue, ns | ratio | ours to 1 k | ours to previous size |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|");
        var rows = sizes.Select(size => (Size: size, Times: Measured(size, rounds))).ToList();
        var thousand = rows.FirstOrDefault(row => row.Size == 1_000).Times.Ours;
        for (var i = 0; i < rows.Count; i++)
        {
            var (ours, heap) = rows[i].Times;
            var toThousand = thousand > 0 ? $"{ours / thousand:F2}" : "";
            var toPrevious = i > 0 ? $"{ours / rows[i - 1].Times.Ours:F2}" : "";
            output.WriteLine($"| {rows[i].Size} | {ours:F1} | {heap:F1} | {heap / ours:F2} | {toThousand} | {toPrevious} |");
        }

        output.WriteLine();
        output.WriteLine($"At {sizes[^1]} pending: {BytesPerEvent(sizes[^1]):F2} bytes per event.");
    }

    (double Ours, double Heap) Measured(int size, int rounds)
    {
        var operations = Math.Max(1_000_000, size);
        var ours = new List<double>();
        var heap = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var (ourTime, ourSum) = Measured(new OurQueue(), size, operations);
            var (heapTime, heapSum) = Measured(new HeapQueue(), size, operations);
            if (ourSum != heapSum) throw new InvalidOperationException($"The order differs at size {size}.");
            ours.Add(ourTime);
            heap.Add(heapTime);
        }

        return (Median(ours), Median(heap));
    }

    (double Time, ulong Checksum) Measured<TQueue>(TQueue queue, int size, int operations) where TQueue : struct, IQueue
    {
        for (var i = 0; i < size; i++) queue.Add(increments[i % Increments] + i / Increments, i);
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
            queue.Add(e.Time + increments[i & (Increments - 1)], e.Id);
        }

        return checksum;
    }

    double BytesPerEvent(int size)
    {
        var queue = new OurQueue();
        for (var i = 0; i < size; i++) queue.Add(increments[i % Increments] + i / Increments, i);
        Hold(ref queue, 2 * size);
        return queue.Events.Bytes / (double)size;
    }

    void WarmUp()
    {
        for (var i = 0; i < 200; i++)
        {
            Measured(new OurQueue(), 1_000, 20_000);
            Measured(new HeapQueue(), 1_000, 20_000);
        }
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    static long[] Exponential()
    {
        var random = new RandomStream(42, 0, "hold");
        var result = new long[Increments];
        for (var i = 0; i < Increments; i++) result[i] = (long)(-Math.Log(random.NextUniform()) * MeanNanoseconds);
        return result;
    }
}
