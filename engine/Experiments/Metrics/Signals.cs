using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// How many signals were sent, how many were lost since one of their kind was pending, and how many were handled by
/// programs, where any were sent.
/// </summary>
public sealed class Signals : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        if (machine.SignalsSent == 0) yield break;
        yield return Measurement.Number("signals.sent", machine.SignalsSent);
        yield return Measurement.Number("signals.merged", machine.SignalsMerged);
        yield return Measurement.Number("signals.handled", machine.SignalsHandled);
    }
}
