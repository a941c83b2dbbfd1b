namespace Timeslice.Plots.Lanes;

/// <summary>Turns times into positions along a lane.</summary>
readonly record struct Ruler(TimeWindow Window, float Width)
{
    public float At(long time) =>
        (float)((Math.Clamp(time, Window.From, Window.To) - Window.From) * (double)Width / Window.Length);

    /// <summary>
    /// The index of the first of the segments (in order of time, each with an end) that reaches into the window.
    /// </summary>
    public static int First<T>(IReadOnlyList<T> segments, Func<T, long> end, long from)
    {
        var (low, high) = (0, segments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (end(segments[middle]) <= from) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
