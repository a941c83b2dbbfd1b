using Timeslice.Des;
using Timeslice.Des.Monitors;

namespace Timeslice.Experiments;

/// <summary>One value of one run.</summary>
/// <param name="Unit"><c>s</c>, <c>1</c> (shares and counts), <c>1/s</c>, <c>B</c>, <c>B/s</c> or <c>J</c>.</param>
public readonly record struct Measurement(string Metric, string Unit, double Value)
{
    public static Measurement Seconds(string metric, double value) => new(metric, "s", value);
    public static Measurement Seconds(string metric, Duration value) => new(metric, "s", value.Seconds);
    public static Measurement Number(string metric, double value) => new(metric, "1", value);

    public static Measurement Bytes(string metric, double value) => new(metric, "B", value);

    /// <summary>The same of one machine among several.</summary>
    internal Measurement Of(string machine) => this with { Metric = $"{machine}.{Metric}" };

    /// <summary>Mean, median, 95th and 99th percentile and maximum of what a tally has observed.</summary>
    public static IEnumerable<Measurement> Of(string metric, Tally tally)
    {
        if (tally.Count == 0) yield break;
        yield return Seconds($"{metric}.mean", tally.Mean);
        yield return Seconds($"{metric}.p50", tally.Quantile(0.5));
        yield return Seconds($"{metric}.p95", tally.Quantile(0.95));
        yield return Seconds($"{metric}.p99", tally.Quantile(0.99));
        yield return Seconds($"{metric}.max", tally.Max);
    }

    /// <summary>The same of observed numbers.</summary>
    public static IEnumerable<Measurement> Of(string metric, SampleMonitor observed) =>
        Of(metric, observed.Mean, observed.Quantile, observed.Max);

    /// <summary>The same of a level, each value counting for as long as it lasted.</summary>
    public static IEnumerable<Measurement> Of(string metric, LevelMonitor level) =>
        Of(metric, level.Mean, level.Quantile, level.Max);

    static IEnumerable<Measurement> Of(string metric, double mean, Func<double, double> quantile, double max)
    {
        yield return Number($"{metric}.mean", mean);
        yield return Number($"{metric}.p50", quantile(0.5));
        yield return Number($"{metric}.p95", quantile(0.95));
        yield return Number($"{metric}.p99", quantile(0.99));
        yield return Number($"{metric}.max", max);
    }
}
