using System.Runtime.CompilerServices;
using Timeslice.Des;
using Timeslice.Kernel;

namespace Timeslice.Experiments;

/// <summary>
/// An experiment: every point, replicated, on parallel workers. The results do not depend on how many.
/// </summary>
/// <param name="points">The settings to compare; their indices differ.</param>
/// <param name="traced">The one of the points whose first replication is traced for the charts.</param>
/// <param name="build">Gives the builder of a point's world, which several workers call at once.</param>
public sealed class Study(
    string title, string scenario, IReadOnlyList<Point> points, Point traced,
    int replications, ulong seed, RunPlan plan, Func<Point, Func<Simulation, World>> build)
{
    readonly Statistics statistics = new();
    readonly int tracedRun = PlaceOf(traced, points) * replications;

    /// <summary>The same of worlds that are one machine each.</summary>
    public Study(
        string title, string scenario, IReadOnlyList<Point> points, Point traced,
        int replications, ulong seed, RunPlan plan, Func<Point, Func<Simulation, Machine>> build)
        : this(title, scenario, points, traced, replications, seed, plan, WorldOf(build)) { }

    /// <summary>A study as a script writes it; its first point is the one that is traced.</summary>
    /// <param name="title">The question, for people.</param>
    /// <param name="points">The settings to compare: <see cref="Point.Each{T}"/>.</param>
    /// <param name="build">Builds the machine of a point in a simulation; several workers call it at once.</param>
    /// <param name="replications">Runs of each point, from 1.</param>
    /// <param name="seed">Another seed, other random numbers.</param>
    /// <param name="until">When each run ends; left out: when nothing is left to happen.</param>
    /// <param name="warmup">What happens before is not counted.</param>
    /// <param name="script">The script's own path, which the compiler fills in: small print names the file.</param>
    public Study(
        string title, IReadOnlyList<Point> points, Func<Point, Simulation, Machine> build,
        int replications = 10, ulong seed = 42, Duration? until = null, Duration warmup = default,
        [CallerFilePath] string script = "")
        : this(title, Path.GetFileName(script), points, points[0], replications, seed,
            new(until, warmup, Limits.Default), point => simulation => build(point, simulation)) { }

    /// <summary>The same of worlds, of several machines each.</summary>
    /// <param name="title">The question, for people.</param>
    /// <param name="points">The settings to compare: <see cref="Point.Each{T}"/>.</param>
    /// <param name="build">Builds the world of a point in a simulation; several workers call it at once.</param>
    /// <param name="replications">Runs of each point, from 1.</param>
    /// <param name="seed">Another seed, other random numbers.</param>
    /// <param name="until">When each run ends; left out: when nothing is left to happen.</param>
    /// <param name="warmup">What happens before is not counted.</param>
    /// <param name="script">The script's own path, which the compiler fills in: small print names the file.</param>
    public Study(
        string title, IReadOnlyList<Point> points, Func<Point, Simulation, World> build,
        int replications = 10, ulong seed = 42, Duration? until = null, Duration warmup = default,
        [CallerFilePath] string script = "")
        : this(title, Path.GetFileName(script), points, points[0], replications, seed,
            new(until, warmup, Limits.Default), point => simulation => build(point, simulation)) { }

    /// <summary>All runs, on all processors.</summary>
    public StudyResult Execute() =>
        Execute(Environment.ProcessorCount, typeof(Study).Assembly.GetName().Version!.ToString(3));

    /// <summary>All runs, in the order of points and replications.</summary>
    /// <param name="jobs">Workers, from 1.</param>
    /// <param name="finished">Called after each run, from any worker.</param>
    /// <param name="cancel">Stops the runs that are under way, too.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public StudyResult Execute(
        int jobs, string engineVersion, Action<RunRecord>? finished = null,
        System.Threading.CancellationToken cancel = default)
    {
        var builders = points.Select(point => new Lazy<Func<Simulation, World>>(() => build(point))).ToArray();
        var runs = new RunRecord[points.Count * replications];
        var (timeline, utilization) = (default(Timeline), default(Utilization));
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancel };
        Parallel.For(0, runs.Length, options, i =>
        {
            var (place, replication) = (i / replications, i % replications);
            var run = new Run(points[place], replication, seed, plan, builders[place].Value, cancel);
            if (i == tracedRun) (runs[i], timeline, utilization) = Traced(run);
            else runs[i] = run.Execute();
            finished?.Invoke(runs[i]);
        });
        var results = points.Select((point, i) => Summarise(point, runs.AsSpan(i * replications, replications)));
        return new(title, scenario, [.. results], traced, timeline!, utilization!, seed, replications, engineVersion)
        {
            Runs = runs,
        };
    }

    static (RunRecord, Timeline, Utilization) Traced(Run run)
    {
        WorldRecorder recorder = null!;
        var record = run.Execute(world => recorder = new(world));
        return (record, recorder.Timeline(), recorder.Utilization());
    }

    static Func<Point, Func<Simulation, World>> WorldOf(Func<Point, Func<Simulation, Machine>> build) => point =>
    {
        var its = build(point);
        return simulation => its(simulation).World;
    };

    static int PlaceOf(Point traced, IReadOnlyList<Point> points)
    {
        for (var place = 0; place < points.Count; place++)
            if (points[place].Index == traced.Index) return place;
        throw new ArgumentException($"must be one of the {points.Count} points; given: {traced}", nameof(traced));
    }

    /// <summary>Runs that did not end as asked are left out, unless there are no others.</summary>
    PointResult Summarise(Point point, ReadOnlySpan<RunRecord> all)
    {
        List<RunRecord> runs = [.. all];
        if (runs.Exists(run => run.IsComplete)) runs.RemoveAll(run => !run.IsComplete);
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
        return new(point, [.. order.Select(metric => KeyValuePair.Create(metric, EstimateOf(metric)))]);

        Estimate EstimateOf(string metric) => statistics.Estimate(values[metric].Unit, values[metric].Values);
    }
}
