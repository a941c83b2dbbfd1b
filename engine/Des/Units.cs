using System.Globalization;

namespace Timeslice.Des;

/// <summary>Units of time as C# code writes them (<c>4.Ms</c>, <c>1.5.S</c>) and as people read them.</summary>
public static class Units
{
    extension(int count)
    {
        public Duration Ns => new(count);
        public Duration Us => new(count * 1_000L);
        public Duration Ms => new(count * 1_000_000L);
        public Duration S => new(count * 1_000_000_000L);
    }

    extension(double count)
    {
        public Duration Us => Rounded(count, 1e3);
        public Duration Ms => Rounded(count, 1e6);
        public Duration S => Rounded(count, 1e9);
    }

    static Duration Rounded(double count, double unit) => new(checked((long)Math.Round(count * unit)));

    internal static string Format(long ns)
    {
        var size = ns == long.MinValue ? long.MaxValue : Math.Abs(ns);
        var (unit, name) = size >= 1_000_000_000 ? (1_000_000_000L, "s")
            : size >= 1_000_000 ? (1_000_000L, "ms")
            : size >= 1_000 ? (1_000L, "us")
            : (1L, "ns");
        return ((decimal)ns / unit).ToString("0.#########", CultureInfo.InvariantCulture) + name;
    }
}
