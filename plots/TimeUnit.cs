using System.Globalization;

namespace Timeslice.Plots;

/// <summary>A unit of time in which the numbers of an axis are short.</summary>
readonly record struct TimeUnit(string Name, double Nanoseconds)
{
    static readonly TimeUnit[] All = [new("s", 1e9), new("ms", 1e6), new("µs", 1e3), new("ns", 1)];

    /// <summary>The largest unit of which there are at least two (at least one nanosecond remains).</summary>
    public static TimeUnit For(double nanoseconds)
    {
        foreach (var unit in All)
            if (Math.Abs(nanoseconds) >= 2 * unit.Nanoseconds) return unit;
        return All[^1];
    }

    /// <summary>A time in words: <c>12.5 ms</c>.</summary>
    public static string Text(double nanoseconds)
    {
        var unit = For(nanoseconds / 0.5);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Numbers.Significant(nanoseconds / unit.Nanoseconds, 4)} {unit.Name}");
    }
}
