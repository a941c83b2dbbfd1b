using ScottPlot;
using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>
/// The plain plot on which charts draw: bundled font, thin axes at the left and below, horizontal grid.
/// </summary>
static class Sheet
{
    public static Plot New(Style style)
    {
        var family = Lettering.FamilyName;
        var plot = new Plot();
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Palette.Grid.Plot;
        plot.Grid.XAxisStyle.IsVisible = false;
        Dress(plot.Axes.Bottom);
        Dress(plot.Axes.Left);
        // ScottPlot centres the line box, in which this face's digits sit high.
        plot.Axes.Left.TickLabelStyle.OffsetY = style.TextSize * 0.14f;
        return plot;

        void Dress(IAxis axis)
        {
            axis.TickLabelStyle.FontName = axis.Label.FontName = family;
            axis.TickLabelStyle.FontSize = axis.Label.FontSize = style.TextSize;
            axis.TickLabelStyle.ForeColor = axis.Label.ForeColor = Palette.Text.Plot;
            axis.TickLabelStyle.SubpixelText = axis.Label.SubpixelText = true;
            axis.Label.Bold = false;
            axis.FrameLineStyle.Color = axis.MajorTickStyle.Color = Palette.Axis.Plot;
            axis.MinorTickStyle.Color = Palette.Axis.Plot;
        }
    }

    /// <summary>The room that a vertical axis needs for its ticks' labels and its own.</summary>
    public static float LeftOf(IEnumerable<Tick> ticks, Style style) =>
        ticks.Select(t => Pen.Width(t.Label, style.TextSize)).DefaultIfEmpty().Max() + style.TextSize * 2.9f;

    /// <summary>Renders the plot into an area of the canvas, its data exactly within the padding.</summary>
    public static void Render(Plot plot, Pen pen, SKRect area, PixelPadding padding)
    {
        plot.Layout.Fixed(padding);
        plot.Render(pen.Canvas, new PixelRect(area.Left, area.Right, area.Bottom, area.Top));
    }
}
