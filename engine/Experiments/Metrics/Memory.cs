using Timeslice.Kernel;
using Timeslice.Kernel.Memory;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Where a machine has memory: what was in use as <c>memory.resident.mean</c> and <c>memory.resident.max</c>, the least
/// that was free as <c>memory.free.min</c>, and what is in use at the end as <c>memory.resident.end</c>.
/// </summary>
public sealed class Memory : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        if (machine.Paging is not { } paging) yield break;
        yield return Measurement.Bytes("memory.resident.mean", paging.MeanResident);
        yield return Measurement.Bytes("memory.resident.max", paging.MostResident.Count);
        yield return Measurement.Bytes("memory.resident.end", paging.Settings.BytesOf(paging.Used).Count);
        yield return Measurement.Bytes("memory.free.min", paging.LeastFree.Count);
    }
}
