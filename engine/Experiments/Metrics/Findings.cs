using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>How much of what <c>detect</c> names was found, as <c>findings.KIND</c>.</summary>
public sealed class Findings : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) => machine.Detectors
        .Select(detector => Measurement.Number($"findings.{detector.Kind}", detector.Count));
}
