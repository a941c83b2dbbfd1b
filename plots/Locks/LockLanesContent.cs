using ScottPlot;
using SkiaSharp;
using Timeslice.Experiments;
using Timeslice.Plots.Lanes;

namespace Timeslice.Plots.Locks;

/// <summary>Lays out the lanes of locks: names at the left, lanes above the axis of time.</summary>
/// <param name="leftOut">How many more locks the run has.</param>
sealed class LockLanesContent(Timeline run, IReadOnlyList<LockScene> scenes, TimeWindow window, int leftOut) : IContent
{
    readonly Cast cast = new(run.Threads);

    /// <summary>Who is who, as far as colours tell, and what holders do.</summary>
    public IReadOnlyList<LegendEntry> Legend
    {
        get
        {
            var holding = scenes.SelectMany(scene => scene.Holders()).SelectMany(row => row).ToList();
            var stays = scenes.SelectMany(scene => scene.Waiters(LockSegment.MostNamed))
                .SelectMany(row => row).Concat(holding).Where(stay => stay.Thread >= 0).ToList();
            var people = stays.Select(stay => stay.Thread).Distinct().Order()
                .DistinctBy(cast.Identity).Take(Palette.IdentityCount)
                .Select(thread => new LegendEntry(cast.IdentityName(thread), cast.Ink(thread)));
            var doing = ThreadLanes.Legend(holding.Where(stay => stay.Thread >= 0).SelectMany(stay =>
                ThreadLanes.Segments(run.Threads[stay.Thread], new(stay.From, stay.To)))).ToList();
            if (stays.Exists(stay => stay.Spins) && !doing.Exists(entry => entry.Ink == Palette.Spinning))
                doing.Add(new("spinning", Palette.Spinning));
            return
            [
                .. people,
                .. holding.Exists(stay => stay.Count > 1)
                    ? new LegendEntry[] { new("several holders", Palette.ManyHolders) } : [],
                .. doing.Count > 0 ? [LegendEntry.Heading("edge of a bar:"), .. doing] : doing,
            ];
        }
    }

    public void Draw(Pen pen, SKRect area, Style style)
    {
        var axisHeight = style.TextSize * 3.2f;
        var more = leftOut > 0 ? style.TextSize * 1.4f : 0;
        var plan = new LockPlan(scenes, area.Height - axisHeight - more, style);
        var names = plan.Scenes.Select(scene => scene.Lane.FullName).Concat(plan.Scenes.Select(s => Waiting(s, plan)));
        var gutter = Math.Min(area.Width * 0.24f,
            names.Max(name => Pen.Width(Wording.Clean(name), style.TextSize)) + style.TextSize * 1.2f);
        var lanes = new SKRect(MathF.Round(area.Left + gutter), MathF.Round(area.Top),
            MathF.Round(area.Right - style.TextSize), 0);
        lanes.Bottom = MathF.Round(area.Bottom - axisHeight);

        using var plot = Sheet.New(style);
        new TimeAxis(window).ApplyTo(plot, lanes.Width, style);
        plot.Axes.SetLimitsY(0, 1);
        plot.Axes.Left.IsVisible = false;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Grid.XAxisStyle.IsVisible = true;
        plot.Grid.IsBeneathPlottables = false;
        plot.Grid.XAxisStyle.MajorLineStyle.Color = Palette.Text.Plot.WithAlpha(0.13);
        plot.PlottableList.Add(new Drawn(window.Length, (at, data) =>
        {
            var rows = new LockRows(run, cast, new Ruler(window, data.Width), plan, style);
            Each(plan, data.Top, (scene, top) => rows.Draw(at, scene, data.Left, top));
        }));
        var outer = new SKRect(area.Left, lanes.Top, area.Right, lanes.Bottom + axisHeight);
        Sheet.Render(plot, pen, outer,
            new PixelPadding(lanes.Left - outer.Left, outer.Right - lanes.Right, axisHeight, 0));
        Each(plan, lanes.Top, (scene, top) => Name(pen, scene, plan, lanes.Left - style.TextSize * 0.6f, top, gutter,
            style));
        if (leftOut + scenes.Count - plan.Scenes.Count is > 0 and var hidden && more > 0)
            pen.WriteMiddle($"+ {hidden} more lock{(hidden == 1 ? "" : "s")}", lanes.Left, lanes.Bottom - more * 0.45f,
                style.SmallSize, Palette.SmallText);
    }

    static void Each(LockPlan plan, float top, Action<LockScene, float> draw)
    {
        foreach (var scene in plan.Scenes)
        {
            draw(scene, MathF.Round(top));
            top += plan.HeightOf(scene) + plan.Gap;
        }
    }

    static void Name(Pen pen, LockScene scene, LockPlan plan, float right, float top, float room, Style style)
    {
        var name = Wording.FitMiddle(Wording.Clean(scene.Lane.FullName), room - style.TextSize * 0.6f, style.TextSize);
        pen.WriteMiddle(name, right, top + style.TextSize * 0.7f, style.TextSize, Palette.Text,
            align: SKTextAlign.Right);
        pen.WriteMiddle(Waiting(scene, plan), right, top + style.TextSize * 1.9f, style.SmallSize, Palette.SmallText,
            align: SKTextAlign.Right);
    }

    static string Waiting(LockScene scene, LockPlan plan) => scene.MostWaiting switch
    {
        0 => "nobody waits",
        var most when most > plan.WaitersOf(scene) => $"up to {most} waiting, {plan.WaitersOf(scene)} shown",
        var most => $"up to {most} waiting",
    };
}
