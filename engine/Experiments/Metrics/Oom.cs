using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>Where a machine has memory, how often a process was killed for want of it: <c>oom.kills</c>.</summary>
public sealed class Oom : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        if (machine.Paging is { } paging) yield return Measurement.Number("oom.kills", paging.Kills);
    }
}
