using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Quantities;

/// <summary>Reads quantities exactly: one decimal number, at once followed by its unit.</summary>
public static partial class Amounts
{
    const int Longest = 100;

    /// <summary>The largest value of a decimal, without its point.</summary>
    static readonly BigInteger MostDigits = new(decimal.MaxValue);

    /// <summary>Reads <c>4ms</c>, <c>1.5us</c>, <c>16KiB</c>, <c>500/s</c>, <c>30%</c>, <c>0.5</c>,
    /// <c>1e6</c>.</summary>
    /// <param name="problem">What is wrong with the text, and how to write it right.</param>
    public static bool TryParse(string text, out Amount amount, [NotNullWhen(false)] out string? problem)
    {
        amount = default;
        if (text.Length > Longest) problem = $"{Excerpt.Of(text)} is too long for a quantity";
        else if (Quantity().Match(text) is not { Success: true } match) problem = Mistakes.Explain(text);
        else if (Unit.Named(match.Groups["unit"].Value) is not { } unit)
            problem = Mistakes.UnknownUnit(text, match.Groups["unit"].Value);
        else problem = Scale(text, Digits(match), Exponent(match), unit, out amount);
        return problem is null;
    }

    [GeneratedRegex(@"^-?(?<whole>0|[1-9][0-9]*)(\.(?<part>[0-9]+))?([eE](?<power>[+-]?[0-9]+))?(?<unit>[\p{L}/%]*)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Quantity();

    static BigInteger Digits(Match match)
    {
        var digits = match.Groups["whole"].Value + match.Groups["part"].Value;
        var value = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        return match.Value[0] == '-' ? -value : value;
    }

    /// <summary>The power of ten of the last digit; what is out of any range is kept out of range.</summary>
    static int Exponent(Match match)
    {
        var given = match.Groups["power"];
        var power = given.Success ? BigInteger.Parse(given.Value, CultureInfo.InvariantCulture) : 0;
        return (int)BigInteger.Clamp(power, -1000, 1000) - match.Groups["part"].Length;
    }

    static string? Scale(string text, BigInteger digits, int exponent, Unit unit, out Amount amount)
    {
        amount = default;
        while (!digits.IsZero && digits % 10 == 0) (digits, exponent) = (digits / 10, exponent + 1);
        if (digits.IsZero) exponent = 0;
        if (unit.Divisor == 100) exponent -= 2;
        // A decimal holds 28 places; beyond 10^60 no unit brings a value back into any range.
        if (exponent > 60) return TooLarge(text, unit.Dimension);
        if (exponent < -60) return TooFine(text, unit.Dimension);
        var value = digits * BigInteger.Pow(10, Math.Max(0, exponent)) * unit.Factor;
        return unit.Dimension is Dimension.Duration or Dimension.Bytes or Dimension.Bandwidth
            ? Whole(text, value, Math.Max(0, -exponent), unit.Dimension, out amount)
            : Exact(text, value, Math.Max(0, -exponent), unit, out amount);
    }

    static string? Whole(string text, BigInteger value, int places, Dimension dimension, out Amount amount)
    {
        amount = default;
        var whole = BigInteger.DivRem(value, BigInteger.Pow(10, places), out var rest);
        if (!rest.IsZero) return TooFine(text, dimension);
        if (whole < long.MinValue || whole > long.MaxValue) return TooLarge(text, dimension);
        amount = new((decimal)whole, dimension);
        return null;
    }

    static string? Exact(string text, BigInteger value, int places, Unit unit, out Amount amount)
    {
        amount = default;
        while (places > 0 && value % 10 == 0 && !value.IsZero) (value, places) = (value / 10, places - 1);
        if (places > 28) return TooFine(text, unit.Dimension);
        if (BigInteger.Abs(value) > MostDigits)
            return places > 0 ? $"{Excerpt.Of(text)} has too many digits: at most 28 are kept"
                : TooLarge(text, unit.Dimension);
        var exact = (decimal)value / (decimal)BigInteger.Pow(10, places);
        amount = new(unit.Divisor == 60 ? exact / 60 : exact, unit.Dimension);
        return null;
    }

    static string TooLarge(string text, Dimension dimension) => dimension switch
    {
        Dimension.Duration => $"{Excerpt.Of(text)} is too long: durations go up to 292 years (2562047h)",
        Dimension.Bandwidth => $"{Excerpt.Of(text)} is too large: bandwidths go up to 8589934591GiB/s",
        Dimension.Bytes => $"{Excerpt.Of(text)} is too large: sizes go up to 8388607TiB",
        _ => $"{Excerpt.Of(text)} is too large: numbers go up to 7.9e28",
    };

    static string TooFine(string text, Dimension dimension) => dimension switch
    {
        Dimension.Duration => $"{Excerpt.Of(text)} is finer than 1 ns: a duration is a whole number of nanoseconds",
        Dimension.Bandwidth => $"{Excerpt.Of(text)} is finer than 1 B/s: a bandwidth is a whole number of B/s",
        Dimension.Bytes => $"{Excerpt.Of(text)} is finer than 1 B: a size is a whole number of bytes",
        _ => $"{Excerpt.Of(text)} is too fine: numbers have at most 28 decimal places",
    };
}
