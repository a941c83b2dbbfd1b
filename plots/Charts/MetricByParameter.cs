using Timeslice.Experiments;
using Timeslice.Plots.Comparison;

namespace Timeslice.Plots.Charts;

/// <summary>A metric along a varied parameter, with 95 % confidence bands and every replication as a dot.</summary>
/// <param name="metric">The metric's name, or its beginning: <c>lock.wait</c> is <c>lock.wait.mean</c>.</param>
/// <param name="over">The parameter along the axis.</param>
/// <param name="by">A second parameter: one line for each of its values. Further parameters stay at the traced point's values.</param>
/// <param name="log"><c>true</c> or <c>false</c>: whether the axis is logarithmic; <c>auto</c> where the values span 30-fold.</param>
public sealed class MetricByParameter(string metric, string over, string? by = null, string log = "auto") : Chart
{
    public override string FileName => $"{metric}-by-{over}";

    public override Picture Draw(StudyResult study)
    {
        bool? logarithmic = log switch
        {
            "auto" => null,
            "true" => true,
            "false" => false,
            _ => throw new ChartException($"log is '{log}'; it may be auto, true or false."),
        };
        MetricName.FindParameter(study, nameof(over), over);
        if (by is not null) MetricName.FindParameter(study, nameof(by), by);
        if (by == over) throw new ChartException($"over and by are both '{over}'; give two parameters, or no by.");
        var name = MetricName.Find(study, metric);

        string[] values = [.. study.Points.Select(p => p.Point[over]).OfType<string>().Distinct()];
        var series = Series.Of(study, name, over, values, by);
        var most = series.SelectMany(s => s.Estimates).Max(e => e?.Count ?? 0);
        var content = new ComparisonContent(series, new(over, values, logarithmic), new(name, series, most <= SeriesDrawing.MostDots));
        return new(Caption(study, name, most), Legend(series), content);
    }

    Caption Caption(StudyResult study, string name, int replications)
    {
        var lines = by is null ? "" : $", one series per {by}";
        var spread = replications > 1 ? $" · mean and 95 % confidence interval of up to {replications} replications" : "";
        if (study.Points.SelectMany(p => p.Metrics).Where(m => m.Key == name).All(m => m.Value.Count == replications))
            spread = spread.Replace("up to ", "");
        return Plots.Caption.OfAllRuns(study, $"{name} over {over}{lines}{spread}",
            study.Traced.Parameters.Where(p => p.Key != over && p.Key != by));
    }

    static IReadOnlyList<LegendEntry> Legend(IReadOnlyList<Series> series) =>
        series.Count < 2 ? [] : [.. series.Select((s, i) => LegendEntry.OfSeries(s.Label, i))];
}
