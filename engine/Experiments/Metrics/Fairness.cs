using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Jain's index over threads of CPU time by lifetime and weight: 1 when all got alike, 1/n when one of n got all.
/// </summary>
public sealed class Fairness : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        yield return Measurement.Number("fairness", machine.Fairness);
    }
}
