using ScottPlot;
using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>
/// The lanes of a timeline as one item of a plot: 100 000 segments are aggregated, not added one by one.
/// </summary>
sealed class LanesPlottable(
    Timeline timeline, Cast cast, ThreadOrder order, LanePlan plan, TimeWindow window, Style style) : IPlottable
{
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public IEnumerable<LegendItem> LegendItems => [];
    public AxisLimits GetAxisLimits() => new(0, window.Length, 0, 1);

    public void Render(RenderPack rp)
    {
        var pen = new Pen(rp.Canvas);
        var (left, top) = (rp.DataRect.Left, rp.DataRect.Top);
        var ruler = new Ruler(window, rp.DataRect.Width);
        var (cpus, threads, locks) =
            (new CpuLanes(cast, ruler, style), new ThreadLanes(ruler), new LockStrips(cast, ruler, style));
        Lanes(plan.Cpus, plan.CpusTop, plan.CpuPitch, (i, y, h) => cpus.Draw(pen, timeline.Cpus[i], left, y, h));
        Lanes(plan.Threads, plan.ThreadsTop, plan.ThreadPitch,
            (i, y, h) => threads.Draw(pen, timeline.Threads[order[i]], left, y, h));
        Lanes(plan.Locks, plan.LocksTop, plan.LockPitch, (i, y, h) => locks.Draw(pen, timeline.Locks[i], left, y, h));
        foreach (var handOff in HandOff.Readable(timeline, window, order, plan.Threads))
            pen.Arrow(left + MathF.Round(ruler.At(handOff.At)), Middle(handOff.From), Middle(handOff.To),
                MathF.Min(6, LanePlan.Bar(plan.ThreadPitch) / 2), Palette.Text);

        float Middle(int thread) =>
            MathF.Round(top + plan.ThreadsTop + order.LaneOf(thread) * plan.ThreadPitch)
            + LanePlan.Bar(plan.ThreadPitch) / 2;

        void Lanes(int count, float first, float pitch, Action<int, float, float> draw)
        {
            for (var i = 0; i < count; i++) draw(i, MathF.Round(top + first + i * pitch), LanePlan.Bar(pitch));
        }
    }
}
