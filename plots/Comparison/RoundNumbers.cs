using ScottPlot;

namespace Timeslice.Plots.Comparison;

/// <summary>Ticks at round numbers.</summary>
static class RoundNumbers
{
    /// <summary>At most about so many ticks, equally far apart.</summary>
    public static Tick[] Between(double low, double high, int most)
    {
        var step = Numbers.NiceStep((high - low) / Math.Max(2, most));
        var ticks = new List<Tick>();
        // Half a step of tolerance would add ticks beyond the axis; rounding needs far less.
        for (var k = Math.Ceiling(low / step - 1e-9); k * step <= high + step * 1e-9 && ticks.Count < 1000; k++)
            ticks.Add(Tick.Major(k * step, Numbers.Short(k * step, Math.Max(Math.Abs(low), Math.Abs(high)))));
        return [.. ticks];
    }

    /// <summary>
    /// On a logarithmic axis, between exponents of ten: labels at powers of ten, and at 2 and 5 where there is room.
    /// </summary>
    public static Tick[] Decades(double low, double high, Func<double, string> text)
    {
        var ticks = new List<Tick>();
        for (var exponent = (int)Math.Floor(low); exponent <= Math.Ceiling(high); exponent++)
            for (var digit = 1; digit < 10; digit++)
            {
                var value = digit * Math.Pow(10, exponent);
                var place = Math.Log10(value);
                if (place < low - 1e-9 || place > high + 1e-9) continue;
                var labelled = digit == 1 || (high - low <= 3 && digit is 2 or 5);
                ticks.Add(labelled ? Tick.Major(place, text(value)) : Tick.Minor(place));
            }
        return [.. ticks];
    }
}
