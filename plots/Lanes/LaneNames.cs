using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>
/// Writes what stands beside the lanes: headings of the groups, names, and how many lanes are not shown.
/// </summary>
sealed class LaneNames(
    Timeline timeline, TimeWindow window, Cast cast, ThreadOrder order, LanePlan plan, Style style)
{
    float Size => Math.Min(style.TextSize, LanePlan.Bar(plan.ThreadPitch) * 0.95f);
    float Chip => MathF.Round(Size * 0.75f);
    float Gap => style.TextSize * 0.6f;

    /// <summary>How much room the names take, at most a given one.</summary>
    public float Width(float most)
    {
        var locks = timeline.Locks.Take(plan.Locks);
        var names = timeline.Cpus.Take(plan.Cpus).Select(c => c.FullName)
            .Concat(order.First(plan.Threads).Select(cast.FullName))
            .Concat(locks.Select(l => l.FullName)).Concat(locks.Select(UpTo));
        return Math.Min(most, names.Max(n => Pen.Width(Wording.Clean(n), Size)) + Chip + 2 * Gap);
    }

    public void Draw(Pen pen, float left, float lanes, float end, float top)
    {
        var right = lanes - Gap;
        Heading(pen, lanes, end, top + plan.CpusTop, plan.Cpus, "CPUs", cast.HasProcesses
            ? "who runs, in the colour of its process (chip beside the thread’s name); dark: switching"
            : "who runs, in its own colour (chip beside the thread’s name); dark: switching");
        for (var i = 0; i < plan.Cpus; i++)
            Name(pen, timeline.Cpus[i].FullName, left, right, top + plan.CpusTop, plan.CpuPitch, i);
        More(pen, lanes, end, top + plan.CpusTop + plan.Cpus * plan.CpuPitch, timeline.Cpus.Count - plan.Cpus, "CPU");

        Heading(pen, lanes, end, top + plan.ThreadsTop, plan.Threads, "Threads",
            HandOff.Readable(timeline, window, order, plan.Threads).Count > 0
                ? "what each one does; arrows lead from who unlocks to who waited" : "what each one does");
        for (var i = 0; i < plan.Threads; i++)
        {
            var middle = Name(pen, cast.FullName(order[i]), left, right - Chip - Gap * 0.6f, top + plan.ThreadsTop,
                plan.ThreadPitch, i);
            var (x, y) = (MathF.Round(right - Chip), MathF.Round(middle - Chip / 2));
            pen.Fill(x, y, x + Chip, y + Chip, cast.Ink(order[i]));
        }
        More(pen, lanes, end, top + plan.ThreadsTop + plan.Threads * plan.ThreadPitch,
            order.Living - plan.Threads, "thread");

        Heading(pen, lanes, end, top + plan.LocksTop, plan.Locks, "Locks",
            "holder; below it, a thin bar for each waiting thread");
        for (var i = 0; i < plan.Locks; i++)
            LockName(pen, timeline.Locks[i], left, right, top + plan.LocksTop + i * plan.LockPitch);
        More(pen, lanes, end, top + plan.LocksTop + plan.Locks * plan.LockPitch, timeline.Locks.Count - plan.Locks,
            "lock");
    }

    void Heading(Pen pen, float left, float right, float top, int shown, string title, string meaning)
    {
        if (shown == 0) return;
        var baseline = top - style.TextSize * 0.45f;
        var width = Pen.Width(title, style.TextSize, bold: true) + Pen.Width(meaning, style.SmallSize) + style.TextSize;
        if (width > right - left) meaning = "";
        // The grid belongs to the lanes.
        pen.Fill(left - 1, top - plan.HeadingHeight - 1, right + 1, top - 1, Palette.Paper);
        pen.Write(title, left, baseline, style.TextSize, Palette.Text, bold: true);
        var indent = Pen.Width(title, style.TextSize, bold: true) + style.TextSize * 0.6f;
        pen.Write(meaning, left + indent, baseline, style.SmallSize, Palette.SmallText);
    }

    void LockName(Pen pen, LockLane held, float left, float right, float top)
    {
        var bar = LanePlan.Bar(plan.LockPitch);
        var name = Wording.FitMiddle(Wording.Clean(held.FullName), right - left, Size);
        pen.WriteMiddle(name, right, top + bar * 0.24f, Size, Palette.Text, align: SkiaSharp.SKTextAlign.Right);
        pen.WriteMiddle(UpTo(held), right, top + bar * 0.75f, Math.Min(Size, style.SmallSize), Palette.SmallText,
            align: SkiaSharp.SKTextAlign.Right);
    }

    /// <summary>The scale of the waiters' bars.</summary>
    string UpTo(LockLane held) =>
        LockStrips.MostWaiters(held, window) is > 0 and var most ? $"up to {most} waiting" : "nobody waits";

    float Name(Pen pen, string name, float left, float right, float first, float pitch, int index)
    {
        var middle = MathF.Round(first + index * pitch) + LanePlan.Bar(pitch) / 2;
        var text = Wording.FitMiddle(Wording.Clean(name), right - left, Size);
        pen.WriteMiddle(text, right, middle, Size, Palette.Text, align: SkiaSharp.SKTextAlign.Right);
        return middle;
    }

    void More(Pen pen, float left, float end, float top, int count, string of)
    {
        if (count <= 0) return;
        pen.Fill(left - 1, top - 1, end + 1, top + plan.MoreHeight, Palette.Paper);
        pen.WriteMiddle($"+ {count} more {of}{(count == 1 ? "" : "s")}", left, top + plan.MoreHeight * 0.4f,
            style.SmallSize, Palette.SmallText);
    }
}
