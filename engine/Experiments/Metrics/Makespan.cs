using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>The time at which the last thread exited; only where all threads did.</summary>
public sealed class Makespan : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        if (machine.Threads.Live == 0) yield return Measurement.Seconds("makespan", machine.LastExit.Seconds);
    }
}
