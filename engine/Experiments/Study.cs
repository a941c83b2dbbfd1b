using Timeslice.Des;
using Timeslice.Kernel;

namespace Timeslice.Experiments;

/// <summary>
/// An experiment: every point, replicated, on parallel workers. The results do not depend on how many.
/// </summary>
/// <param name="build">Gives the builder of a point's machine; called from several workers at once.</param>
public sealed class Study(
    string title, string scenario, IReadOnlyList<Point> points, Point traced,
    int replications, ulong seed, RunPlan plan, Func<Point, Func<Simulation, Machine>> build)
{
    readonly Statistics statistics = new();

    /// <summary>All runs, in the order of points and replications.</summary>
    /// <param name="jobs">Workers, from 1.</param>
    /// <param name="finished">Called after each run, from any worker.</param>
    public StudyResult Execute(int jobs, string engineVersion, Action<RunRecord>? finished = null, System.Threading.CancellationToken cancel = default)
    {
        var runs = new RunRecord[points.Count * replications];
        var (timeline, utilization) = (default(Timeline), default(Utilization));
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancel };
        Parallel.For(0, runs.Length, options, i =>
        {
            var (point, replication) = (points[i / replications], i % replications);
            if (point == traced && replication == 0) (runs[i], timeline, utilization) = Traced(point);
            else runs[i] = Run.Of(point, replication, seed, plan, build(point));
            finished?.Invoke(runs[i]);
        });
        var results = points.Select((point, i) => Summarise(point, runs.AsSpan(i * replications, replications))).ToList();
        return new(title, scenario, results, traced, timeline!, utilization!, seed, replications, engineVersion) { Runs = runs };
    }

    (RunRecord, Timeline, Utilization) Traced(Point point)
    {
        Machine machine = null!;
        var threads = new TimelineRecorder();
        UtilizationRecorder cpus = null!;
        var record = Run.Of(point, 0, seed, plan, build(point), built =>
        {
            machine = built;
            cpus = new(built.Cpus.Count);
            return new Recorders(threads, cpus);
        });
        return (record, threads.Finish(machine), cpus.Finish(machine));
    }

    PointResult Summarise(Point point, ReadOnlySpan<RunRecord> runs)
    {
        var values = new Dictionary<string, (string Unit, List<double> Values)>();
        var order = new List<string>();
        foreach (var run in runs)
            foreach (var (metric, unit, value) in run.Measurements)
            {
                if (!values.TryGetValue(metric, out var known))
                {
                    values[metric] = known = (unit, []);
                    order.Add(metric);
                }
                known.Values.Add(value);
            }
        return new(point, [.. order.Select(metric => KeyValuePair.Create(metric, statistics.Estimate(values[metric].Unit, values[metric].Values)))]);
    }
}
