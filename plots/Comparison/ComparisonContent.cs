using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Timeslice.Plots.Comparison;

/// <summary>
/// Draws a metric along a parameter: means as lines with 95 % bands, or as points with bars over categories.
/// </summary>
sealed class ComparisonContent(
    IReadOnlyList<Series> series, ParameterAxis across, MetricAxis up, bool showsReplications) : IContent
{
    public void Draw(Pen pen, SKRect area, Style style)
    {
        if (series.All(s => s.Estimates.All(e => e is null)))
        {
            pen.WriteMiddle("No replication has a value.", area.MidX, area.MidY, style.TextSize, Palette.SmallText,
                align: SKTextAlign.Center);
            return;
        }
        using var plot = Sheet.New(style);
        var ticks = up.Ticks((int)(area.Height / (style.TextSize * 4)));
        var right = style.TextSize * 1.6f;
        var left = Sheet.LeftOf(ticks, style);
        var width = area.Width - left - right;
        var below = across.Ticks(width, style.TextSize);
        var lines = below.Max(t => t.Label.Count(c => c == '\n'));
        plot.Axes.Left.TickGenerator = new NumericManual(ticks);
        plot.Axes.Left.Label.Text = up.Label;
        plot.Axes.Bottom.TickGenerator = new NumericManual(below);
        plot.Axes.Bottom.Label.Text = across.Label;
        var (low, high) = across.Limits(0.05);
        plot.Axes.SetLimits(low, high, up.Low, up.High);
        new SeriesDrawing(plot, across, up, showsReplications, style, (high - low) / width).Add(series);
        var bottom = style.TextSize * (3.2f + lines * 1.25f);
        Sheet.Render(plot, pen, area, new PixelPadding(left, right, bottom, style.TextSize * 0.6f));
    }
}
