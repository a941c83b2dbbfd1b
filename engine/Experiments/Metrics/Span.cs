using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// From a <c>begin</c> to the <c>end</c> of the same name in the same thread, as <c>span.NAME</c>: mean, p50, p95, p99,
/// max.
/// </summary>
public sealed class Span : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) =>
        machine.Spans.SelectMany(one => Measurement.Of($"span.{one.Key}", one.Value));
}
