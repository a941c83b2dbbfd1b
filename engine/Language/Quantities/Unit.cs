namespace Timeslice.Language.Quantities;

/// <summary>A unit as it follows a number, and its size in base units: Factor ÷ Divisor.</summary>
readonly record struct Unit(string Name, Dimension Dimension, long Factor, int Divisor = 1)
{
    public static readonly IReadOnlyList<Unit> All =
    [
        new("", Dimension.Number, 1),
        new("%", Dimension.Number, 1, 100),
        new("ns", Dimension.Duration, 1),
        new("us", Dimension.Duration, 1_000),
        new("ms", Dimension.Duration, 1_000_000),
        new("s", Dimension.Duration, 1_000_000_000),
        new("min", Dimension.Duration, 60_000_000_000),
        new("h", Dimension.Duration, 3_600_000_000_000),
        new("B", Dimension.Bytes, 1),
        new("KiB", Dimension.Bytes, 1L << 10),
        new("MiB", Dimension.Bytes, 1L << 20),
        new("GiB", Dimension.Bytes, 1L << 30),
        new("TiB", Dimension.Bytes, 1L << 40),
        new("KB", Dimension.Bytes, 1_000),
        new("MB", Dimension.Bytes, 1_000_000),
        new("GB", Dimension.Bytes, 1_000_000_000),
        new("TB", Dimension.Bytes, 1_000_000_000_000),
        new("/s", Dimension.Rate, 1),
        new("/ms", Dimension.Rate, 1_000),
        new("/min", Dimension.Rate, 1, 60),
        new("B/s", Dimension.Bandwidth, 1),
        new("KiB/s", Dimension.Bandwidth, 1L << 10),
        new("MiB/s", Dimension.Bandwidth, 1L << 20),
        new("GiB/s", Dimension.Bandwidth, 1L << 30),
        new("TiB/s", Dimension.Bandwidth, 1L << 40),
        new("KB/s", Dimension.Bandwidth, 1_000),
        new("MB/s", Dimension.Bandwidth, 1_000_000),
        new("GB/s", Dimension.Bandwidth, 1_000_000_000),
        new("TB/s", Dimension.Bandwidth, 1_000_000_000_000),
        new("Kbit/s", Dimension.Bandwidth, 125),
        new("Mbit/s", Dimension.Bandwidth, 125_000),
        new("Gbit/s", Dimension.Bandwidth, 125_000_000),
    ];

    static readonly Dictionary<string, Unit> ByName = All
        // The micro sign, the Greek letter that looks like it, and kilo as the SI writes it.
        .Concat([new("µs", Dimension.Duration, 1_000), new("μs", Dimension.Duration, 1_000)])
        .Append(new("kB", Dimension.Bytes, 1_000))
        .Append(new("kB/s", Dimension.Bandwidth, 1_000))
        .Append(new("kbit/s", Dimension.Bandwidth, 125))
        .ToDictionary(unit => unit.Name);

    public static Unit? Named(string name) => ByName.TryGetValue(name, out var unit) ? unit : null;
}
