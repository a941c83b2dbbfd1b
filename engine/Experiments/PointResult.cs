namespace Timeslice.Experiments;

/// <summary>
/// What the replications of one point gave, metric by metric, in the order in which metrics are reported.
/// </summary>
public sealed record PointResult(Point Point, IReadOnlyList<KeyValuePair<string, Estimate>> Metrics)
{
    /// <summary>The estimate of a metric, or null when this point has none.</summary>
    public Estimate? this[string metric]
    {
        get
        {
            foreach (var (name, estimate) in Metrics)
                if (name == metric) return estimate;
            return null;
        }
    }
}
