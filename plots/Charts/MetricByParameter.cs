using Timeslice.Experiments;
using Timeslice.Plots.Comparison;

namespace Timeslice.Plots.Charts;

/// <summary>A metric along a varied parameter, with 95 % confidence bands and every replication as a dot.</summary>
/// <param name="metric">The metric's name, or its beginning: <c>lock.wait</c> is <c>lock.wait.mean</c>.</param>
/// <param name="over">The parameter along the axis.</param>
/// <param name="by">
/// A second parameter: one line for each of its values. Further parameters stay at the traced point's values.
/// </param>
/// <param name="log">
/// <c>true</c> or <c>false</c>: whether the axis is logarithmic; <c>auto</c> where the values span 30-fold.
/// </param>
/// <param name="logMetric">The same for the metric; <c>auto</c> where its means span 100-fold.</param>
public sealed class MetricByParameter(
    string metric, string over, string? by = null, string log = "auto", string logMetric = "auto") : Chart
{
    // Beyond these numbers dots hide the means and say no more than the interval does.
    const int MostDotsAbove = 60, MostDots = 1500;

    public override string FileName => $"{metric}-by-{over}";

    public override Picture Draw(StudyResult study)
    {
        MetricName.FindParameter(study, nameof(over), over);
        if (by is not null) MetricName.FindParameter(study, nameof(by), by);
        if (by == over) throw new ChartException($"over and by are both '{over}'; give two parameters, or no by.");
        var name = MetricName.Find(study, metric);

        string[] values = [.. study.Points.Select(p => p.Point[over]).OfType<string>().Distinct()];
        var series = Series.Of(study, name, over, values, by);
        var counts = series.SelectMany(s => s.Estimates).Select(e => e?.Count ?? 0).ToArray();
        var dots = counts.Max() <= MostDotsAbove && counts.Sum() <= MostDots;
        var content = new ComparisonContent(series, new(over, values, Choice(nameof(log), log)),
            new(name, series, dots, Choice("log-metric", logMetric)), dots);
        return new(Caption(study, name, counts, dots), Legend(series), content);
    }

    static bool? Choice(string option, string value) => value switch
    {
        "auto" => null,
        "true" => true,
        "false" => false,
        _ => throw new ChartException($"{option} is '{value}'; it may be auto, true or false."),
    };

    Caption Caption(StudyResult study, string name, int[] counts, bool dots)
    {
        var some = counts.Where(c => c > 0).Distinct().ToArray();
        var replications = some.Length switch { 0 => "", 1 => $"{some[0]}", _ => $"{some.Min()} to {some.Max()}" };
        var spread = some.Length > 0 && some.Max() > 1
            ? $" · mean and 95 % confidence interval of {replications} replications{(dots ? ", each a dot" : "")}" : "";
        return Plots.Caption.OfAllRuns(study, $"{name} over {over}{(by is null ? "" : $", by {by}")}{spread}",
            study.Traced.Parameters.Where(p => p.Key != over && p.Key != by));
    }

    IReadOnlyList<LegendEntry> Legend(IReadOnlyList<Series> series) => by is null
        ? [] : [LegendEntry.Heading($"{by}:"), .. series.Select((s, i) => LegendEntry.OfSeries(s.Label, i))];
}
