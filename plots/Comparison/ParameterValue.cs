using System.Globalization;

namespace Timeslice.Plots.Comparison;

/// <summary>
/// A parameter's value as a number, where it is one: <c>16</c>, <c>25%</c>, <c>4ms</c>, <c>1KiB</c>, <c>200/s</c>.
/// </summary>
/// <param name="Value">In nanoseconds, bytes, per second, or plain; 25% is 0.25.</param>
readonly record struct ParameterValue(double Value, Dimension Dimension)
{
    static readonly (string Name, double Factor, Dimension Dimension)[] Units =
    [
        ("", 1, Dimension.Count), ("%", 0.01, Dimension.Share),
        ("ns", 1, Dimension.Time), ("us", 1e3, Dimension.Time), ("µs", 1e3, Dimension.Time),
        ("μs", 1e3, Dimension.Time),
        ("ms", 1e6, Dimension.Time), ("s", 1e9, Dimension.Time), ("min", 60e9, Dimension.Time),
        ("h", 3600e9, Dimension.Time), ("d", 86400e9, Dimension.Time),
        ("B", 1, Dimension.Size), ("KiB", 1024, Dimension.Size), ("MiB", 1 << 20, Dimension.Size),
        ("GiB", 1 << 30, Dimension.Size), ("TiB", 1L << 40, Dimension.Size),
        ("kB", 1e3, Dimension.Size), ("KB", 1e3, Dimension.Size), ("MB", 1e6, Dimension.Size),
        ("GB", 1e9, Dimension.Size), ("TB", 1e12, Dimension.Size),
        ("/s", 1, Dimension.PerSecond), ("/ms", 1e3, Dimension.PerSecond), ("/us", 1e6, Dimension.PerSecond),
        ("/µs", 1e6, Dimension.PerSecond), ("/min", 1 / 60.0, Dimension.PerSecond),
        ("/h", 1 / 3600.0, Dimension.PerSecond),
    ];

    /// <summary>The number of a text, or null when it is none.</summary>
    public static ParameterValue? Of(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.LastIndexOfAny("0123456789.") + 1;
        var unit = trimmed[digits..].Trim();
        var number = trimmed[..digits].ToString().Replace("_", "");
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value)) return null;
        foreach (var (name, factor, dimension) in Units)
            if (unit.SequenceEqual(name)) return new(value * factor, dimension);
        return null;
    }

    /// <summary>
    /// The numbers of all texts, or null unless all are numbers that measure the same (a plain 0 fits with all).
    /// </summary>
    public static IReadOnlyList<ParameterValue>? OfAll(IEnumerable<string> texts)
    {
        var values = new List<ParameterValue>();
        foreach (var text in texts)
            if (Of(text) is { } value) values.Add(value);
            else return null;
        var dimension = values.FirstOrDefault(v => v.Value != 0).Dimension;
        return values.All(v => v.Dimension == dimension || v is { Value: 0, Dimension: Dimension.Count })
            ? [.. values.Select(v => v with { Dimension = dimension })] : null;
    }
}
