namespace Timeslice.Experiments;

/// <summary>
/// A metric over the replications of one point: the mean and its 95 % confidence interval (none from a single run).
/// </summary>
/// <param name="Unit">The unit of the values: <c>s</c>, <c>1</c> for shares and counts, <c>1/s</c>, <c>B</c>.</param>
/// <param name="Values">One value per replication, in order; a replication in
/// which the metric has no value is left out.</param>
public sealed record Estimate(string Unit, IReadOnlyList<double> Values, double Mean, double? Low, double? High)
{
    public int Count => Values.Count;
}
