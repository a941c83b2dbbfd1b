using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Where a machine has memory, how often threads needed the kernel for a page: <c>faults.minor</c>, and
/// <c>faults.major</c> where a device was read.
/// </summary>
public sealed class Faults : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        if (machine.Paging is not { } paging) yield break;
        yield return Measurement.Number("faults.minor", paging.Counts.Minor);
        yield return Measurement.Number("faults.major", paging.Counts.Major);
    }
}
