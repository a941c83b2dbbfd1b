using ScottPlot;
using Timeslice.Experiments;

namespace Timeslice.Plots.Comparison;

/// <summary>
/// Adds series to a plot: each replication as a faint dot, the interval as a band or bar, and above them all the means.
/// </summary>
/// <param name="unit">Coordinates per unit of width.</param>
sealed class SeriesDrawing(
    Plot plot, ParameterAxis across, MetricAxis up, bool showsReplications, Style style, double unit)
{
    // Whatever order the file has, a line runs from left to right.
    readonly int[] order = [.. Enumerable.Range(0, across.Count).OrderBy(across.At)];

    public void Add(IReadOnlyList<Series> all)
    {
        var step = across.IsCategorical
            ? Math.Min(0.8 / all.Count, 0.2)
            : Math.Min(style.TextSize * 0.35 * unit, 0.4 * Closest() / all.Count);
        foreach (var (index, series) in all.Index()) AddSpread(series, new(index), Aside(index));
        foreach (var (index, series) in all.Index())
            foreach (var stretch in Stretches(series))
                AddMeans(series, stretch, new(index), across.IsCategorical ? Aside(index) : 0);

        double Aside(int index) => (index - (all.Count - 1) / 2.0) * step;
    }

    void AddSpread(Series series, SeriesLook look, double aside)
    {
        // Over categories the interval is a bar: the dots stand beside it.
        AddDots(series, look, across.IsCategorical ? aside - style.TextSize * 0.5 * unit : aside);
        foreach (var stretch in Stretches(series))
            if (!across.IsCategorical) AddBand(series, stretch, look);
            else foreach (var i in stretch) AddInterval(series.Estimates[i]!, across.At(i) + aside, look);
    }

    double Closest()
    {
        var places = Enumerable.Range(0, across.Count).Select(across.At).Order().ToArray();
        return places.Zip(places.Skip(1), (a, b) => b - a).Where(d => d > 0).DefaultIfEmpty(1).Min();
    }

    void AddDots(Series series, SeriesLook look, double aside)
    {
        if (!showsReplications) return;
        var dots = series.Estimates.Index().Where(e => e.Item is { Count: > 1 })
            .SelectMany(e => e.Item!.Values.Where(double.IsFinite)
                .Select(v => new Coordinates(across.At(e.Index) + aside, up.At(v)))).ToArray();
        if (dots.Length == 0) return;
        plot.Add.Markers(dots, MarkerShape.FilledCircle, style.TextSize * 0.32f, look.Ink.Plot.WithAlpha(0.35));
    }

    void AddBand(Series series, int[] stretch, SeriesLook look)
    {
        int[] known = [.. stretch.Where(i => HasInterval(series.Estimates[i]!))];
        if (known.Length < 2)
        {
            foreach (var i in known) AddInterval(series.Estimates[i]!, across.At(i), look);
            return;
        }
        var band = plot.Add.FillY(
            [.. known.Select(across.At)],
            [.. known.Select(i => up.At(series.Estimates[i]!.Low!.Value))],
            [.. known.Select(i => up.At(series.Estimates[i]!.High!.Value))]);
        band.FillColor = look.Ink.Plot.WithAlpha(0.22);
        band.LineWidth = 0;
    }

    void AddInterval(Estimate estimate, double x, SeriesLook look)
    {
        if (!HasInterval(estimate)) return;
        var bar = plot.Add.Line(x, up.At(estimate.Low!.Value), x, up.At(estimate.High!.Value));
        (bar.LineWidth, bar.LineColor) = (style.TextSize * 0.36f, look.Ink.Plot.WithAlpha(0.45));
    }

    void AddMeans(Series series, int[] stretch, SeriesLook look, double aside)
    {
        var places = stretch.Select(i => new Coordinates(across.At(i) + aside, up.At(series.Estimates[i]!.Mean)));
        var means = plot.Add.Scatter(places.ToArray());
        (means.LineColor, means.LineWidth) = (look.Ink.Plot, across.IsCategorical ? 0 : 2.5f);
        means.MarkerStyle = look.MarkerStyle(style.TextSize * (across.IsCategorical ? 0.75f : 0.6f));
    }

    static bool HasInterval(Estimate estimate) =>
        estimate is { Low: { } low, High: { } high } && double.IsFinite(low) && double.IsFinite(high);

    /// <summary>The runs of places without a gap between them.</summary>
    IEnumerable<int[]> Stretches(Series series)
    {
        var stretch = new List<int>();
        foreach (var i in order)
            if (series.Estimates[i] is not null) stretch.Add(i);
            else
            {
                if (stretch.Count > 0) yield return [.. stretch];
                stretch.Clear();
            }
        if (stretch.Count > 0) yield return [.. stretch];
    }
}
