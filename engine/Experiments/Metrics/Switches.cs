using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// How often CPUs turned to another thread; of the same or of another process; and
/// how often threads gave up the CPU or lost it.
/// </summary>
public sealed class Switches : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var counts = machine.Switches;
        yield return Measurement.Number("switches", counts.Total);
        yield return Measurement.Number("switches.thread", counts.Thread);
        yield return Measurement.Number("switches.process", counts.Process);
        yield return Measurement.Number("switches.voluntary", counts.Voluntary);
        yield return Measurement.Number("switches.involuntary", counts.Involuntary);
    }
}
