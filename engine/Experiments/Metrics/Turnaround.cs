using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// From a thread's creation to its exit: mean, p50, p95, p99, max. Over all threads, and as
/// <c>thread.NAME.turnaround</c>.
/// </summary>
public sealed class Turnaround : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) =>
        PerThread.Measure(machine, "turnaround", its => its.Turnaround);
}
