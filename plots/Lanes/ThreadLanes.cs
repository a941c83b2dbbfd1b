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
        (ThreadState.BlockedOnJoin, "waiting for threads to exit"), (ThreadState.Sleeping, "sleeping"),
    ];

    static readonly Ink[] Inks = [.. States.Select(s => Palette.Of(s.State))];
    static readonly int[] Order = [.. Enum.GetValues<ThreadState>()
        .Select(state => States.Index().FirstOrDefault(s => s.Item.State == state, (-1, default)).Index)];

    public void Draw(Pen pen, ThreadLane thread, float left, float top, float height)
    {
        var middle = MathF.Round(top + height / 2);
        pen.Fill(left, middle, left + ruler.Width, middle + 1, Palette.Grid);
        var pieces = Segments(thread, ruler.Window)
            .Select(s => new Piece(ruler.At(s.From), ruler.At(s.To), Order[(int)s.State]));
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
