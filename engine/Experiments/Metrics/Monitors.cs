using Timeslice.Des.Monitors;
using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// What the monitors of a C# model have seen, as <c>monitors.NAME</c> with mean, p50, p95, p99 and max.
/// </summary>
public sealed class Monitors : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) => machine.Monitors.SelectMany(watched =>
        Measure($"monitors.{watched.Key}", watched.Value));

    /// <summary>A monitor of a kind that is not ours restarts with the others, and reports for itself.</summary>
    static IEnumerable<Measurement> Measure(string name, IMonitor monitor) => monitor switch
    {
        Tally durations => Measurement.Of(name, durations),
        SampleMonitor numbers => Measurement.Of(name, numbers),
        LevelMonitor level => Measurement.Of(name, level),
        _ => [],
    };
}
