using ScottPlot;
using Timeslice.Experiments;

namespace Timeslice.Plots.Comparison;

/// <summary>
/// The vertical axis: a metric in the unit that keeps its numbers short, from zero unless that would hide
/// differences.
/// </summary>
sealed class MetricAxis
{
    const double WideSpan = 100;
    readonly string metric;
    readonly string metricUnit;
    readonly Unit unit;

    /// <param name="logarithmic">Whether equal ratios are equal distances; null where the values decide.</param>
    /// <exception cref="ChartException">Logarithmic was asked for, but a mean is not above zero.</exception>
    public MetricAxis(string metric, IReadOnlyList<Series> series, bool showsReplications, bool? logarithmic)
    {
        this.metric = metric;
        var estimates = series.SelectMany(s => s.Estimates).OfType<Estimate>().ToArray();
        metricUnit = estimates.FirstOrDefault()?.Unit ?? "1";
        var means = estimates.Select(e => e.Mean).DefaultIfEmpty(1).ToArray();
        if (logarithmic == true && means.Min() <= 0)
            throw new ChartException($"log-metric is true, but {metric} is not always above zero.");
        IsLogarithmic = logarithmic ?? (means.Min() > 0 && means.Max() >= WideSpan * means.Min());

        var shown = estimates
            .SelectMany(e => (double?[])[e.Mean, e.Low, e.High, .. showsReplications ? e.Values.Cast<double?>() : []])
            .OfType<double>().Where(v => double.IsFinite(v) && (!IsLogarithmic || v > means.Min() / 10))
            .DefaultIfEmpty(0).ToArray();
        unit = Unit.ForMetric(metric, metricUnit, shown.Max(Math.Abs));
        var (low, high) = (Scaled(shown.Min() / unit.Size), Scaled(shown.Max() / unit.Size));
        (Low, High) = IsLogarithmic ? (low - 0.04 * (high - low), high + 0.04 * (high - low)) : Limits(low, high);
        if (!(High > Low)) (Low, High) = (Low - 0.5, High + 0.5);
    }

    public bool IsLogarithmic { get; }
    public double Low { get; }
    public double High { get; }

    public string Label
    {
        get
        {
            var words = new List<string>();
            if (!TicksNameUnits && unit.Name.Length > 0) words.Add(unit.Name);
            if (IsLogarithmic) words.Add("logarithmic");
            return words.Count == 0 ? metric : $"{metric} ({string.Join(", ", words)})";
        }
    }

    /// <summary>The coordinate of a value; what a logarithmic axis cannot show lies at its lower end.</summary>
    public double At(double value) =>
        Math.Max(Scaled(value / unit.Size), IsLogarithmic ? Low : double.NegativeInfinity);

    public Tick[] Ticks(int most) => IsLogarithmic
        ? RoundNumbers.Decades(Low, High, Text)
        : RoundNumbers.Between(Low, High, Math.Clamp(most, 2, 10));

    bool TicksNameUnits => IsLogarithmic && metricUnit is "s" or "B";

    string Text(double value) => metricUnit switch
    {
        "s" => TimeUnit.Text(value * unit.Size * 1e9),
        "B" => Unit.Text(value * unit.Size, Dimension.Size),
        _ => Numbers.Short(value),
    };

    double Scaled(double value) => !IsLogarithmic ? value : value > 0 ? Math.Log10(value) : double.NegativeInfinity;

    (double Low, double High) Limits(double low, double high)
    {
        if (low >= 0 && low < 0.6 * high) low = 0;
        var room = high > low ? (high - low) * 0.05 : Math.Abs(high) * 0.5;
        var (floor, ceiling) = (low == 0 ? 0 : low - room, high + room);
        if (unit.Name != "%" || low < 0 || high > 100) return (floor, ceiling);
        // Shares are read against their bounds; a little room keeps a line at 100 % whole.
        return (Math.Max(0, floor), floor == 0 && high > 60 ? 101.5 : Math.Min(101.5, ceiling));
    }
}
