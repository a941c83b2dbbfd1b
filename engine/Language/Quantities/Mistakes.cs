using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Quantities;

/// <summary>What is wrong with a quantity, and how to write it: often a habit from YAML 1.1 or another
/// country.</summary>
static partial class Mistakes
{
    const string Examples = "write a number and its unit, like 4ms, 16KiB, 500/s or 30%";

    static readonly string[] Words = ["yes", "no", "on", "off", "y", "n", "true", "false"];

    static readonly Dictionary<string, string> Meant = new()
    {
        ["sec"] = "s", ["secs"] = "s", ["second"] = "s", ["seconds"] = "s",
        ["msec"] = "ms", ["millis"] = "ms", ["usec"] = "us",
        ["micros"] = "us", ["nsec"] = "ns", ["nanos"] = "ns", ["minute"] = "min", ["minutes"] = "min", ["mins"] = "min",
        ["m"] = "min", ["hour"] = "h", ["hours"] = "h", ["hr"] = "h",
        ["K"] = "KiB", ["k"] = "KB", ["M"] = "MiB", ["G"] = "GiB",
        ["T"] = "TiB", ["kib"] = "KiB", ["byte"] = "B", ["bytes"] = "B", ["b"] = "B", ["/sec"] = "/s", ["ps"] = "/s",
    };

    public static string Explain(string text)
    {
        var given = Excerpt.Of(text);
        if (text.Length == 0) return $"nothing is given: {Examples}";
        if (Words.Contains(text.ToLowerInvariant()))
            return $"{given} is not a quantity: {Examples}; a truth value is true or false";
        if (NotFinite().IsMatch(text)) return $"{given} is not a quantity: write a finite number";
        var closed = text.Replace(" ", "");
        if (closed != text && Amounts.TryParse(closed, out _, out _)) return Write(given, "has a space", closed);
        return Spelling(text, given) ?? $"{given} is not a quantity: {Examples}";
    }

    public static string UnknownUnit(string text, string unit)
    {
        var names = Unit.All.Select(one => one.Name).Where(name => name.Length > 0).ToList();
        var meant = Meant.GetValueOrDefault(unit)
            ?? names.Find(name => name.Equals(unit, StringComparison.OrdinalIgnoreCase))
            ?? Suggestion.Nearest(unit, names);
        var hint = meant is null ? "" : $"; did you mean `{text[..^unit.Length]}{meant}`?";
        return $"{Excerpt.Of(unit)} is not a unit: units are {string.Join(' ', names)}{hint}";
    }

    static string? Spelling(string text, string given) => text switch
    {
        _ when Based().IsMatch(text) => Write(given, "is not decimal", InDecimal(text)),
        _ when Underscored().IsMatch(text) => Write(given, "has an underscore", text.Replace("_", "")),
        _ when Sexagesimal().IsMatch(text) => $"{given} has a colon: write one number with its unit, like 90s or 1.5h",
        _ when Comma().IsMatch(text) => Write(given, "has a comma", text.Replace(',', '.')),
        _ when ManyUnits().IsMatch(text) => $"{given} has several units: write one number with one unit, like 90min",
        ['+', .. var rest] when Starts(rest) => Write(given, "has a plus sign", rest),
        ['.', .. var rest] when Starts(rest) => Write(given, "starts with a point", $"0{text}"),
        _ when EndsInPoint().IsMatch(text) => Write(given, "has a point without digits", text.Replace(".", "")),
        _ when LeadingZero().IsMatch(text) => Write(given, "starts with 0", TrimZeros(text)),
        _ => null,
    };

    static string Write(string given, string what, string right) => $"{given} {what}: write {Excerpt.Cut(right)}";

    static bool Starts(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]);

    static string TrimZeros(string text)
    {
        var sign = text[0] == '-' ? "-" : "";
        var rest = text[sign.Length..].TrimStart('0');
        return sign + (Starts(rest) ? rest : "0" + rest);
    }

    static string InDecimal(string text)
    {
        var bits = char.ToLowerInvariant(text[1]) switch { 'x' => 4, 'o' => 3, _ => 1 };
        var digits = text[2..].Select(digit => Convert.ToInt32(digit.ToString(), 16));
        var value = digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum << bits) + digit);
        return value.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^[+-]?\.?(nan|inf|infinity)\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NotFinite();

    [GeneratedRegex(@"^0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Based();

    [GeneratedRegex(@"^[+-]?[0-9][0-9_.]*_[0-9_.]*[\p{L}/%]*\z")]
    private static partial Regex Underscored();

    [GeneratedRegex(@"^[+-]?[0-9]+(:[0-9.]+)+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Sexagesimal();

    [GeneratedRegex(@"^[+-]?[0-9]+,[0-9]+[\p{L}/%]*\z")]
    private static partial Regex Comma();

    [GeneratedRegex(@"^[0-9.]+(h|min|s|ms|us|ns)([0-9.]+(min|s|ms|us|ns))+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex ManyUnits();

    [GeneratedRegex(@"^-?[0-9]+\.[\p{L}/%]*\z")]
    private static partial Regex EndsInPoint();

    [GeneratedRegex(@"^-?0[0-9]+(\.[0-9]+)?[\p{L}/%]*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LeadingZero();
}
