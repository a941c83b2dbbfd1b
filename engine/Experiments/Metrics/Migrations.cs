using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>How often a thread came to another CPU than its last.</summary>
public sealed class Migrations : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        yield return Measurement.Number("migrations", machine.Switches.Migrations);
    }
}
