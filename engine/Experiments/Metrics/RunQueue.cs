using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>How many threads are ready and wait for a CPU: mean over time, and the most at a time.</summary>
public sealed class RunQueue : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var time = (machine.Simulation.Now - machine.StatisticsSince).Nanoseconds;
        var ready = machine.Classes.Sum(its => its.TimeIn(ThreadState.Ready).Nanoseconds);
        yield return Measurement.Number("run-queue.mean", (double)ready / time);
        yield return Measurement.Number("run-queue.max", machine.MostReady);
    }
}
