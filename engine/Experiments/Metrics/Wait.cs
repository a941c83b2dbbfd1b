using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Time that a thread spent ready, waiting for a CPU, in its whole life: mean, p50, p95, p99, max.
/// Over all threads, and as <c>thread.NAME.wait</c>.
/// </summary>
public sealed class Wait : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) =>
        PerThread.Measure(machine, "wait", its => its.Wait);
}
