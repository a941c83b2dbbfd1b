using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Measures a machine at the end of a run. One family of metrics a file; all their names begin with the family's.
/// </summary>
public abstract class Metric
{
    /// <summary>The values; one that is not a number (nothing was observed) is left out of the tables.</summary>
    public abstract IEnumerable<Measurement> Measure(Machine machine);
}
