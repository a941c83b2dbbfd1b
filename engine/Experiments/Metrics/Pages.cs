using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Where a machine has memory, what became of its pages: <c>pages.copied</c> because they were written while several
/// processes had them, <c>pages.swapped-in</c> and <c>pages.swapped-out</c>.
/// </summary>
public sealed class Pages : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        if (machine.Paging is not { } paging) yield break;
        yield return Measurement.Number("pages.copied", paging.Counts.Copied);
        yield return Measurement.Number("pages.swapped-in", paging.SwappedIn);
        yield return Measurement.Number("pages.swapped-out", paging.SwappedOut);
    }
}
