namespace Timeslice.Plots.Comparison;

/// <summary>The unit of an axis, chosen so that its numbers are short.</summary>
/// <param name="Name">As the axis label shows it; empty for plain numbers.</param>
/// <param name="Size">The values are divided by this.</param>
readonly record struct Unit(string Name, double Size)
{
    /// <summary>
    /// The unit for values of which the largest is given, in the dimension's base unit (nanoseconds, bytes, 1).
    /// </summary>
    public static Unit For(Dimension dimension, double largest) => dimension switch
    {
        Dimension.Time => OfTime(TimeUnit.For(largest)),
        Dimension.Size => OfSize(largest),
        Dimension.Share => new("%", 0.01),
        Dimension.PerSecond => new("per second", 1),
        _ => new("", 1),
    };

    /// <summary>
    /// The unit for a metric that is reported in <c>s</c>, <c>1</c>, <c>1/s</c>, <c>B</c> or <c>B/s</c>; its size is in
    /// these.
    /// </summary>
    public static Unit ForMetric(string name, string unit, double largest) => unit switch
    {
        "s" => For(Dimension.Time, largest * 1e9) is var time ? time with { Size = time.Size / 1e9 } : default,
        "B" => For(Dimension.Size, largest),
        "B/s" => For(Dimension.Size, largest) is var size ? size with { Name = $"{size.Name}/s" } : default,
        "1/s" => For(Dimension.PerSecond, largest),
        "1" when IsShare(name) => For(Dimension.Share, largest),
        "1" => new("", 1),
        _ => new(unit, 1),
    };

    /// <summary>One value with its unit: <c>4 ms</c>.</summary>
    public static string Text(double value, Dimension dimension)
    {
        var unit = dimension == Dimension.Time ? OfTime(TimeUnit.For(value * 2)) : For(dimension, value);
        var number = Numbers.Short(value / unit.Size);
        return dimension == Dimension.PerSecond ? number : unit.Name.Length > 0 ? $"{number} {unit.Name}" : number;
    }

    static bool IsShare(string name) =>
        name.StartsWith("cpu.", StringComparison.Ordinal) || name.EndsWith("contended", StringComparison.Ordinal)
        || name.EndsWith("utilization", StringComparison.Ordinal) || name.EndsWith("share", StringComparison.Ordinal)
        || name.EndsWith("entitlement", StringComparison.Ordinal) || name.EndsWith("ratio", StringComparison.Ordinal)
        || name.Contains("utilization.", StringComparison.Ordinal) || name.Contains("share.", StringComparison.Ordinal);

    static Unit OfTime(TimeUnit unit) => new(unit.Name, unit.Nanoseconds);

    static Unit OfSize(double largest)
    {
        var (names, step) = (new[] { "B", "KiB", "MiB", "GiB", "TiB" }, 0);
        while (step < 4 && Math.Abs(largest) >= Math.Pow(1024, step + 1)) step++;
        return new(names[step], Math.Pow(1024, step));
    }
}
