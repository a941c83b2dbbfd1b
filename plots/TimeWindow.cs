using Timeslice.Des;

namespace Timeslice.Plots;

/// <summary>The stretch of simulated time that a chart shows, in nanoseconds.</summary>
readonly record struct TimeWindow(long From, long To)
{
    public long Length => To - From;

    /// <summary>The window that options ask for, within what there is.</summary>
    /// <exception cref="ChartException">It is empty, or begins after the end.</exception>
    public static TimeWindow Of(Duration? from, Duration? to, long defaultTo, long end)
    {
        var start = from?.Nanoseconds ?? 0;
        var stop = Math.Min(to?.Nanoseconds ?? Math.Max(defaultTo, start == 0 ? 0 : end), end);
        if (start < 0) throw new ChartException($"from is {from}, but time begins at 0.");
        if (to is { } given && given.Nanoseconds <= start)
            throw new ChartException($"from is {new Duration(start)} and to is {given}: the window is empty; give a to after from.");
        if (end > 0 && start >= end)
            throw new ChartException($"from is {new Duration(start)}, but what was recorded ends at {new Duration(end)}; give an earlier from.");
        return new(start, Math.Max(stop, start + 1));
    }

    /// <summary>In words: <c>0 to 40 ms</c>.</summary>
    public override string ToString() => $"{TimeUnit.Text(From)} to {TimeUnit.Text(To)}";
}
