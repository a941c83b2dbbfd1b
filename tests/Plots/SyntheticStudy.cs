using Timeslice.Experiments;

namespace Timeslice.Tests.Plots;

/// <summary>
/// Studies made up for charts: a small round-robin machine as the trace, noise around a formula as the sweep.
/// </summary>
static class SyntheticStudy
{
    const string Title = "Does a shorter quantum make the workers wait less for the cache?";

    public static readonly IReadOnlyList<string> Workers = ["1", "2", "4", "8", "16", "32", "64"];

    public static readonly IReadOnlyList<string> Policies =
        ["fcfs", "{round-robin: {quantum: 4ms}}", "{round-robin: {quantum: 1ms}}", "completely-fair"];

    /// <summary>2 CPUs, 8 threads, a mutex and a semaphore of 3; workers × policy × 20 replications.</summary>
    public static StudyResult Typical() => Of(new SyntheticRun().Run(), Sweep(Workers, Policies, replications: 20));

    public static StudyResult Of(Timeline timeline, IReadOnlyList<PointResult> points) => new(
        Title, "cache-contention", points, points[^1].Point, timeline, UtilizationOf(timeline, 400), Seed: 42,
        Replications: points[0].Metrics.Max(m => m.Value.Count), EngineVersion: "0.1.0");

    public static StudyResult OfOnePoint() =>
        Of(new SyntheticRun().Run(), [new(new(0, []), Metrics(4, 1, replications: 1, new(7)))]);

    /// <summary>Nothing ran, nothing was measured.</summary>
    public static StudyResult Empty() => Typical() with
    {
        Points = [new(new(0, [new("workers", "1"), new("policy", "fcfs")]), [])],
        Timeline = new(0, 0, [], [], []),
        Utilization = new(0, 0, 0, []),
        Replications = 1,
    };

    public static IReadOnlyList<PointResult> Sweep(
        IReadOnlyList<string> workers, IReadOnlyList<string> policies, int replications)
    {
        var noise = new Noise(11);
        return
        [
            .. from worker in workers.Index()
               from policy in policies.Index()
               let point = new Point(worker.Index * policies.Count + policy.Index,
                   [new("workers", worker.Item), new("policy", policy.Item), new("seats", "3")])
               select new PointResult(point, Metrics(Math.Pow(2, worker.Index), policy.Index, replications, noise)),
        ];
    }

    static IReadOnlyList<KeyValuePair<string, Estimate>> Metrics(double load, int policy, int replications, Noise noise)
    {
        var wait = 20e-6 * (1 + policy * 0.4) * Math.Pow(load, 1.3);
        var busy = load / (load + 1.5 + policy);
        return
        [
            new("lock.wait.mean", Estimated("s", replications, () => wait * (1 + 0.25 * noise.Next()))),
            new("lock.wait.p99", Estimated("s", replications, () => 6 * wait * (1 + 0.4 * noise.Next()))),
            new("cpu.utilization", Estimated("1", replications, () => busy * (1 + 0.05 * noise.Next()))),
            new("throughput", Estimated("1/s", replications, () => 9000 * busy * (1 + 0.1 * noise.Next()))),
            new("memory.peak", Estimated("B", replications, () => 3e6 * load * (1 + 0.1 * noise.Next()))),
        ];
    }

    public static Estimate Estimated(string unit, int replications, Func<double> draw)
    {
        var values = Enumerable.Range(0, replications).Select(_ => draw()).ToArray();
        var mean = values.Average();
        if (replications < 2) return new(unit, values, mean, null, null);
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (replications - 1));
        var half = 2.09 * deviation / Math.Sqrt(replications);
        return new(unit, values, mean, mean - half, mean + half);
    }

    static Utilization UtilizationOf(Timeline timeline, int bins)
    {
        var width = Math.Max(1, (timeline.End + bins - 1) / bins);
        var sums = new long[bins, 4];
        foreach (var segment in timeline.Cpus.SelectMany(cpu => cpu.Segments))
            for (var t = segment.From; t < segment.To; t = Math.Min(segment.To, (t / width + 1) * width))
                sums[t / width, (int)segment.State] += Math.Min(segment.To, (t / width + 1) * width) - t;
        return new(timeline.Cpus.Count, timeline.End, width, [.. Enumerable.Range(0, bins).Select(Bin)]);

        UtilizationBin Bin(int i)
        {
            var all = timeline.Cpus.Count * Math.Max(0, Math.Min(width, timeline.End - i * width));
            return new(sums[i, 2], sums[i, 3], sums[i, 1], all - sums[i, 1] - sums[i, 2] - sums[i, 3]);
        }
    }
}
