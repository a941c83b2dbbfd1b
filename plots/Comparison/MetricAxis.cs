using ScottPlot;
using Timeslice.Experiments;

namespace Timeslice.Plots.Comparison;

/// <summary>The vertical axis: a metric in the unit that keeps its numbers short, from zero unless that would hide differences.</summary>
sealed class MetricAxis
{
    readonly string metric;
    readonly Unit unit;

    public MetricAxis(string metric, IReadOnlyList<Series> series, bool showsReplications)
    {
        this.metric = metric;
        var estimates = series.SelectMany(s => s.Estimates).OfType<Estimate>().ToArray();
        var shown = estimates.SelectMany(e => (double?[])[e.Mean, e.Low, e.High, .. showsReplications ? e.Values.Cast<double?>() : []])
            .OfType<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        unit = Unit.ForMetric(metric, estimates.FirstOrDefault()?.Unit ?? "1", shown.Max(Math.Abs));
        var (low, high) = (shown.Min() / unit.Size, shown.Max() / unit.Size);
        if (low >= 0 && low < 0.6 * high) low = 0;
        var room = high > low ? (high - low) * 0.05 : Math.Max(Math.Abs(high) * 0.5, double.Epsilon);
        (Low, High) = (low == 0 ? 0 : low - room, high + room);
        if (unit.Name == "%" && low >= 0 && high <= 100) (Low, High) = (Math.Max(0, Low), high > 60 && Low == 0 ? 101.5 : Math.Min(101.5, High));
        if (!(High > Low)) High = Low + 1;
    }

    public double Low { get; }
    public double High { get; }

    public string Label => unit.Name.Length > 0 ? $"{metric} ({unit.Name})" : metric;

    public double At(double value) => value / unit.Size;

    public Tick[] Ticks(int most) => RoundNumbers.Between(Low, High, Math.Clamp(most, 2, 10), Numbers.Short);
}
