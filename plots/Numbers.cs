using System.Globalization;

namespace Timeslice.Plots;

/// <summary>Numbers as axes and captions write them: short, with a point for decimals, no trailing zeros.</summary>
static class Numbers
{
    /// <summary>At most four significant digits; from ten thousand on with k, M, G, T.</summary>
    public static string Short(double value) => Short(value, value);

    /// <summary>The same, with the suffix that the largest number of an axis has.</summary>
    public static string Short(double value, double largest)
    {
        if (value == 0) return "0";
        var size = Math.Abs(largest);
        if (size >= 1e15 || (size > 0 && size < 1e-4)) return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        var (unit, suffix) = size switch
        {
            >= 1e12 => (1e12, "T"),
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1.0, ""),
        };
        return Significant(value / unit, 4) + suffix;
    }

    /// <summary>So many significant digits, in plain notation.</summary>
    public static string Significant(double value, int digits)
    {
        if (value == 0) return "0";
        var decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12);
        var rounded = Math.Round(value, decimals);
        return (rounded == 0 ? 0 : rounded).ToString("0.############", CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>The smallest of 1, 2, 5, 10, 20, … (times a power of ten) that is at least this.</summary>
    public static double NiceStep(double atLeast)
    {
        if (!(atLeast > 0) || double.IsInfinity(atLeast)) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (var step in (ReadOnlySpan<double>)[1, 2, 5])
            if (step * power >= atLeast * (1 - 1e-9)) return step * power;
        return 10 * power;
    }
}
