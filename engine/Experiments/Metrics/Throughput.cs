using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>Threads that exited, per second.</summary>
public sealed class Throughput : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var seconds = (machine.Simulation.Now - machine.StatisticsSince).Seconds;
        yield return new("throughput", "1/s", machine.Classes.Sum(its => its.Exited) / seconds);
    }
}
