using Timeslice.Experiments;
using Timeslice.Kernel;

namespace Timeslice.Plots.Lanes;

/// <summary>Draws a thread's lane: its states in their fixed colours, a thin line while it is not alive.</summary>
sealed class ThreadLanes(Ruler ruler)
{
    /// <summary>In the order in which shares are stacked and the legend lists them.</summary>
    public static readonly IReadOnlyList<(ThreadState State, string Label)> States =
    [
        (ThreadState.RunningUser, "running (user)"), (ThreadState.RunningSystem, "running (system)"),
        (ThreadState.Ready, "ready"), (ThreadState.BlockedOnLock, "blocked on a lock"),
        (ThreadState.BlockedOnIO, "waiting for IO"),
        (ThreadState.BlockedOnJoin, "waiting for others to end"), (ThreadState.Sleeping, "sleeping"),
        (ThreadState.Stopped, "stopped"),
    ];

    // Spinning is running, too: it comes after all states.
    static readonly LegendEntry[] Looks =
    [
        .. States.Select(s => new LegendEntry(s.Label, Palette.Of(s.State))), new("spinning", Palette.Spinning),
    ];
    static readonly Ink[] Inks = [.. Looks.Select(look => look.Ink!.Value)];
    static readonly int[] Order = [.. Enum.GetValues<ThreadState>()
        .Select(state => States.Index().FirstOrDefault(s => s.Item.State == state, (-1, default)).Index)];

    /// <summary>The inks of what segments show, by <see cref="LookOf"/>.</summary>
    public static Ink[] AllInks => Inks;

    public static int LookOf(ThreadSegment segment) => segment.IsSpinning ? States.Count : Order[(int)segment.State];

    /// <summary>What occurs in segments, so that no entry has to be looked for in vain.</summary>
    public static IEnumerable<LegendEntry> Legend(IEnumerable<ThreadSegment> segments)
    {
        var seen = segments.Select(LookOf).ToHashSet();
        return Looks.Where((_, look) => seen.Contains(look));
    }

    public void Draw(Pen pen, ThreadLane thread, float left, float top, float height)
    {
        var middle = MathF.Round(top + height / 2);
        pen.Fill(left, middle, left + ruler.Width, middle + 1, Palette.Grid);
        var pieces = Segments(thread, ruler.Window)
            .Select(s => new Piece(ruler.At(s.From), ruler.At(s.To), LookOf(s)));
        new Strip(pieces, Inks, ruler.Width).Draw(pen, left, top, height);
    }

    /// <summary>The segments within a window in which the thread is alive.</summary>
    public static IEnumerable<ThreadSegment> Segments(ThreadLane thread, TimeWindow window)
    {
        for (var i = Ruler.First(thread.Segments, s => s.To, window.From); i < thread.Segments.Count; i++)
        {
            var segment = thread.Segments[i];
            if (segment.From >= window.To) yield break;
            if (Order[(int)segment.State] >= 0) yield return segment;
        }
    }
}
