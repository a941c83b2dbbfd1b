using Timeslice.Des;
using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// For each name of threads, its share of all CPU time used, as <c>thread.NAME.share</c>, the one it was entitled to by
/// weight and lifetime, as <c>thread.NAME.entitlement</c>, and the time itself, as <c>thread.NAME.cpu-time</c>.
/// </summary>
public sealed class Share : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var all = machine.Classes.Sum(its => its.CpuTime.Nanoseconds);
        foreach (var (path, kind) in PerThread.Kinds(machine))
        {
            var used = kind.Sum(its => its.CpuTime.Nanoseconds);
            yield return Measurement.Number($"thread.{path}.share", (double)used / all);
            yield return Measurement.Number($"thread.{path}.entitlement", kind.Sum(its => its.Entitlement));
            yield return Measurement.Seconds($"thread.{path}.cpu-time", new Duration(used));
        }
    }
}
