using ScottPlot;
using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>The lanes of a timeline as one item of a plot: 100 000 segments are aggregated, not added one by one.</summary>
sealed class LanesPlottable(Timeline timeline, Cast cast, LanePlan plan, TimeWindow window, Style style) : IPlottable
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
        var (cpus, threads, locks) = (new CpuLanes(cast, ruler, style), new ThreadLanes(ruler), new LockLanes(cast, ruler, style));
        for (var i = 0; i < plan.Cpus; i++)
            cpus.Draw(pen, timeline.Cpus[i], left, Top(plan.CpusTop, plan.CpuPitch, i), LanePlan.Bar(plan.CpuPitch));
        for (var i = 0; i < plan.Threads; i++)
            threads.Draw(pen, timeline.Threads[i], left, Top(plan.ThreadsTop, plan.ThreadPitch, i), LanePlan.Bar(plan.ThreadPitch));
        for (var i = 0; i < plan.Locks; i++)
            locks.Draw(pen, timeline.Locks[i], left, Top(plan.LocksTop, plan.LockPitch, i), LanePlan.Bar(plan.LockPitch));

        float Top(float first, float pitch, int index) => MathF.Round(top + first + index * pitch);
    }
}
