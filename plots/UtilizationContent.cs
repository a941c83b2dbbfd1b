using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>Draws CPU shares as stacked columns from 0 to 100 %.</summary>
sealed class UtilizationContent(CpuShares shares) : IContent
{
    static readonly Ink[] Layers = [Palette.RunningUser, Palette.RunningSystem, Palette.Switching, Palette.Idle];

    public void Draw(Pen pen, SKRect area, Style style)
    {
        using var plot = Sheet.New(style);
        Tick[] ticks = [.. new[] { 0, 25, 50, 75, 100 }.Select(percent => Tick.Major(percent, $"{percent} %"))];
        var padding = new PixelPadding(Sheet.LeftOf(ticks, style), style.TextSize * 1.5f, style.TextSize * 3.2f,
            style.TextSize * 0.6f);
        var window = new TimeWindow(0, Math.Max(1, Math.Max(shares.End, 0)));
        new TimeAxis(window).ApplyTo(plot, area.Width - padding.Horizontal, style);
        plot.Axes.SetLimitsY(0, 100);
        plot.Axes.Left.TickGenerator = new NumericManual(ticks);
        plot.Axes.Left.Label.Text = "share of all CPUs";
        // From the highest layer to the lowest, each from the floor up: no seams between layers.
        for (var layer = Layers.Length - 1; layer >= 0; layer--) AddLayer(plot, layer, window);
        Sheet.Render(plot, pen, area, padding);
    }

    void AddLayer(Plot plot, int layer, TimeWindow window)
    {
        var corners = new List<Coordinates> { new(0, 0) };
        for (var i = 0; i < shares.Columns.Count; i++)
        {
            var (left, right) = (i * shares.Width, Math.Min((i + 1) * shares.Width, window.To));
            if (left >= right) break;
            corners.Add(new(left, shares.Top(i, layer)));
            corners.Add(new(right, shares.Top(i, layer)));
        }
        corners.Add(new(corners[^1].X, 0));
        if (corners.Count < 4) return;
        var polygon = plot.Add.Polygon([.. corners]);
        polygon.FillColor = Layers[layer].Plot;
        polygon.LineWidth = 0;
    }
}
