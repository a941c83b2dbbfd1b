using System.Diagnostics;
using Timeslice.Des;

namespace Timeslice.Benchmarks;

/// <summary>
/// Processes that arm a long timeout, do a short IO and cancel the timeout. A cancelled event stays in the queue under
/// an old generation; when the dead outnumber the living they are purged, so the queue stays bounded.
/// </summary>
sealed class CancelSweep : ISweep
{
    const int Operations = 1_000_000;
    readonly Increments io = Increments.Exponential(1e6);
    readonly Increments timeout = Increments.Exponential(1e9);

    public string Name => "cancel";
    public string Summary => "timeouts (mean 1 s) armed and cancelled by each IO (mean 1 ms); with and without purge";
    public int[] Sizes => [10, 100, 1_000, 10_000, 100_000];

    public void Run(int[] sizes, int rounds, TextWriter output)
    {
        for (var i = 0; i < 10; i++) Run(new OurQueue(), 1_000, purges: true);
        for (var i = 0; i < 10; i++) Run(new HeapQueue(), 1_000, purges: false);
        output.WriteLine("| processes | ours, purging: ns/IO | largest | PriorityQueue: ns/IO | largest | ratio |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|");
        foreach (var size in sizes)
        {
            var times = (Ours: new List<double>(), Heap: new List<double>());
            var (largest, largestHeap) = (0, 0);
            for (var round = 0; round < rounds; round++)
            {
                (var time, largest) = Run(new OurQueue(), size, purges: true);
                times.Ours.Add(time);
                (time, largestHeap) = Run(new HeapQueue(), size, purges: false);
                times.Heap.Add(time);
            }

            var (ours, heap) = (Median.Of(times.Ours), Median.Of(times.Heap));
            var ratio = heap / ours;
            output.WriteLine($"| {size:N0} | {ours:F1} | {largest:N0} | {heap:F1} | {largestHeap:N0} | {ratio:F2} |");
        }
    }

    (double Nanoseconds, int Largest) Run<TQueue>(TQueue queue, int processes, bool purges)
        where TQueue : struct, IQueue
    {
        // Event 2p is the end of process p's IO, 2p + 1 its timeout; either makes the other one void.
        var generations = new uint[2 * processes];
        var (dead, largest, drawn) = (0, 0, 0);
        for (var process = 0; process < processes; process++) Arm(0, process);
        var start = Stopwatch.GetTimestamp();
        for (var done = 0; done < Operations;)
        {
            var e = queue.Take();
            if (generations[e.Id] != e.Generation)
            {
                dead--;
                continue;
            }

            generations[e.Id ^ 1]++;
            dead++;
            done++;
            Arm(e.Time, e.Id >> 1);
            largest = Math.Max(largest, queue.Count);
            if (!purges || dead <= 2 * processes + 1_000) continue;
            var current = new IsCurrent(generations);
            dead -= queue.Purge(ref current);
        }

        return (Stopwatch.GetElapsedTime(start).TotalNanoseconds / Operations, largest);

        void Arm(long now, int process)
        {
            queue.Add(now + timeout[drawn], 2 * process + 1, generations[2 * process + 1]);
            queue.Add(now + io[drawn++], 2 * process, generations[2 * process]);
        }
    }

    readonly struct IsCurrent(uint[] generations) : IEventFilter
    {
        public bool Keep(in Event e) => generations[e.Id] == e.Generation;
    }
}
