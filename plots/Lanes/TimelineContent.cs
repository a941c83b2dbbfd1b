using ScottPlot;
using SkiaSharp;
using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>Lays out a timeline: lane names at the left, lanes above the axis of time.</summary>
sealed class TimelineContent(Timeline timeline, TimeWindow window, int mostThreads) : IContent
{
    readonly Cast cast = new(timeline.Threads);
    readonly ThreadOrder order = new(timeline, window);

    public void Draw(Pen pen, SKRect area, Style style)
    {
        var axisHeight = style.TextSize * 3.2f;
        var plan = new LanePlan(timeline.Cpus.Count, order.Living, timeline.Locks.Count, mostThreads,
            area.Height - axisHeight, style);
        if (plan.Height <= 0)
        {
            pen.WriteMiddle("Nothing was recorded.", area.MidX, area.MidY, style.TextSize, Palette.SmallText,
                align: SKTextAlign.Center);
            return;
        }
        var names = new LaneNames(timeline, window, cast, order, plan, style);
        var gutter = MathF.Ceiling(names.Width(area.Width * 0.24f));
        var lanes = new SKRect(MathF.Round(area.Left + gutter), MathF.Round(area.Top),
            MathF.Round(area.Right - style.TextSize), 0);
        lanes.Bottom = MathF.Round(lanes.Top + plan.Height);

        using var plot = Sheet.New(style);
        var axis = new TimeAxis(window);
        axis.ApplyTo(plot, lanes.Width, style);
        plot.Axes.SetLimitsY(0, 1);
        plot.Axes.Left.IsVisible = false;
        plot.Grid.IsVisible = true;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Grid.XAxisStyle.IsVisible = true;
        plot.Grid.IsBeneathPlottables = false;
        plot.Grid.XAxisStyle.MajorLineStyle.Color = Palette.Text.Plot.WithAlpha(0.13);
        plot.PlottableList.Add(new LanesPlottable(timeline, cast, order, plan, window, style));
        var outer = new SKRect(area.Left, lanes.Top, area.Right, lanes.Bottom + axisHeight);
        Sheet.Render(plot, pen, outer,
            new PixelPadding(lanes.Left - outer.Left, outer.Right - lanes.Right, axisHeight, 0));
        names.Draw(pen, area.Left, lanes.Left, lanes.Right, lanes.Top);
    }
}
