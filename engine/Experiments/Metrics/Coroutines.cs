using Timeslice.Kernel;
using Timeslice.Kernel.Coroutines;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Of the coroutines of each process, as <c>coroutines.PROCESS…</c>: those that were started, are alive (mean, max),
/// were cancelled or stolen, and switches between them; <c>delay</c>, from what one awaited to its going on; and
/// <c>turn</c>, for how long a loop ran before it asked the kernel again: a long one is a loop that stalls.
/// </summary>
public sealed class Coroutines : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        foreach (var process in machine.Processes)
            if (process.CountsOfCoroutines is { } counts)
                foreach (var each in Of($"coroutines.{process.Name}", counts)) yield return each;
    }

    static IEnumerable<Measurement> Of(string name, CoroutineCounts counts)
    {
        yield return Measurement.Number($"{name}.started", counts.Started);
        yield return Measurement.Number($"{name}.cancelled", counts.Cancelled);
        yield return Measurement.Number($"{name}.stolen", counts.Stolen);
        yield return Measurement.Number($"{name}.switches", counts.Switches);
        yield return Measurement.Number($"{name}.alive.mean", counts.MeanAlive);
        yield return Measurement.Number($"{name}.alive.max", counts.MaxAlive);
        foreach (var each in Measurement.Of($"{name}.delay", counts.Delay)) yield return each;
        foreach (var each in Measurement.Of($"{name}.turn", counts.Turn)) yield return each;
    }
}
