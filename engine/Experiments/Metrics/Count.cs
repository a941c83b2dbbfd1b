using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>How often threads came by a <c>count</c> of their programs, as <c>count.NAME</c>.</summary>
public sealed class Count : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) =>
        machine.Counts.Select(one => Measurement.Number($"count.{one.Key}", one.Value));
}
