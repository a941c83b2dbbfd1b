using ScottPlot;

namespace Timeslice.Plots;

/// <summary>
/// What a chart draws itself within the axes of a plot: one item, whatever the number of things in it.
/// </summary>
/// <param name="draw">Is given the pen and the area of the data.</param>
sealed class Drawn(double width, Action<Pen, PixelRect> draw) : IPlottable
{
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public IEnumerable<LegendItem> LegendItems => [];
    public AxisLimits GetAxisLimits() => new(0, width, 0, 1);
    public void Render(RenderPack rp) => draw(new Pen(rp.Canvas), rp.DataRect);
}
