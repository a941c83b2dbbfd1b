using Timeslice.Des;

namespace Timeslice.Plots;

/// <summary>The stretch of simulated time that a chart shows, in nanoseconds.</summary>
readonly record struct TimeWindow(long From, long To)
{
    public long Length => To - From;

    /// <summary>The window that options ask for, within what was recorded.</summary>
    /// <param name="otherwise">The end where none is asked for.</param>
    /// <exception cref="ChartException">It is empty, or begins after the end.</exception>
    public static TimeWindow Of(Duration? from, Duration? to, long recorded, Func<long> otherwise)
    {
        var start = from ?? Duration.Zero;
        if (start < Duration.Zero) throw new ChartException($"from is {start}, but time begins at 0.");
        if (to <= start)
            throw new ChartException($"from is {start} and to is {to}: the window is empty; give a later to.");
        if (recorded > 0 && start.Nanoseconds >= recorded)
            throw new ChartException(
                $"from is {start}, but what was recorded ends at {new Duration(recorded)}; give an earlier from.");
        var end = Math.Min(to?.Nanoseconds ?? otherwise(), recorded);
        return new(start.Nanoseconds, Math.Max(end, start.Nanoseconds + 1));
    }

    /// <summary>In words: <c>0 to 40 ms</c>.</summary>
    public override string ToString()
    {
        var (from, to) = (TimeUnit.Text(From), TimeUnit.Text(To));
        var unit = to[to.IndexOf(' ')..];
        return From == 0 ? $"0 to {to}" : from.EndsWith(unit) ? $"{from[..^unit.Length]} to {to}" : $"{from} to {to}";
    }
}
