namespace Timeslice.Experiments;

/// <summary>All that an experiment leaves behind for tables and charts.</summary>
/// <param name="Title">The scenario's title, for people.</param>
/// <param name="Points">One result per point, in the order of the sweep (one point where nothing is swept).</param>
/// <param name="Traced">The point whose first replication was traced.</param>
/// <param name="Timeline">What that replication did, thread by thread.</param>
/// <param name="Utilization">How busy its CPUs were over time.</param>
public sealed record StudyResult(
    string Title,
    string Scenario,
    IReadOnlyList<PointResult> Points,
    Point Traced,
    Timeline Timeline,
    Utilization Utilization,
    ulong Seed,
    int Replications,
    string EngineVersion)
{
    /// <summary>Every run, in the order of points and replications.</summary>
    public IReadOnlyList<RunRecord> Runs { get; init; } = [];

    /// <summary>Whether any run of a point came to its end; where none did, metrics may be missing.</summary>
    public bool HasCompleteRunAt(Point point) => Runs.Any(run => run.Point.Index == point.Index && run.IsComplete);
}
