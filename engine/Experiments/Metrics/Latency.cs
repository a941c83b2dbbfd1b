using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Run-queue latency: from a thread's waking up, or its creation, to its next instruction. Mean, p50, p95, p99, max;
/// over all threads, and as <c>thread.NAME.latency</c>.
/// </summary>
public sealed class Latency : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) =>
        PerThread.Measure(machine, "latency", its => its.Latency);
}
