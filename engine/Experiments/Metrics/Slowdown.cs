using Timeslice.Des.Monitors;
using Timeslice.Kernel;
using Timeslice.Kernel.Threads;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Turnaround by CPU time used, of threads that have exited: 1 for one that never waits. Mean, p50, p95, p99, max; over
/// all threads, and as <c>thread.NAME.slowdown</c>.
/// </summary>
public sealed class Slowdown : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) =>
        PerThread.Measure(machine, "slowdown", Join, (metric, observed) =>
            observed.Count == 0 ? [] : Measurement.Of(metric, observed));

    static SampleMonitor Join(IEnumerable<ThreadClass> kind) => SampleMonitor.Of(kind.Select(its => its.Slowdown));
}
