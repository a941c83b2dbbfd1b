using Timeslice.Des;

namespace Timeslice.Experiments;

/// <summary>One value of one run.</summary>
/// <param name="Unit"><c>s</c>, <c>1</c> (shares and counts), <c>1/s</c> or <c>B</c>.</param>
public readonly record struct Measurement(string Metric, string Unit, double Value)
{
    public static Measurement Seconds(string metric, double value) => new(metric, "s", value);
    public static Measurement Seconds(string metric, Duration value) => new(metric, "s", value.Seconds);
    public static Measurement Number(string metric, double value) => new(metric, "1", value);

    /// <summary>Mean, median, 99th percentile and maximum of what a tally has observed.</summary>
    public static IEnumerable<Measurement> Of(string metric, Tally tally)
    {
        if (tally.Count == 0) yield break;
        yield return Seconds($"{metric}.mean", tally.Mean);
        yield return Seconds($"{metric}.p50", tally.Quantile(0.5));
        yield return Seconds($"{metric}.p99", tally.Quantile(0.99));
        yield return Seconds($"{metric}.max", tally.Max);
    }
}
