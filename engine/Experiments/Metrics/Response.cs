using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// From a thread's creation to its first instruction: mean, p50, p95, p99, max. Over all threads, and as
/// <c>thread.NAME.response</c>.
/// </summary>
public sealed class Response : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) =>
        PerThread.Measure(machine, "response", its => its.Response);
}
