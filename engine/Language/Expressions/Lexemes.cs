using System.Text.RegularExpressions;

namespace Timeslice.Language.Expressions;

/// <summary>The words of the expression language: names and quantities, by their length at the start of a
/// text.</summary>
static partial class Lexemes
{
    /// <summary>Letters, digits, underscores; a dot or dash joins two of them, so a minus has spaces around
    /// it. Each may have an index: <c>lock.fork[2].wait</c>.</summary>
    public static int Name(ReadOnlySpan<char> text) =>
        text is [('$' or '_'), ..] || text.Length > 0 && char.IsLetter(text[0]) ? Length(NamePattern(), text) : 0;

    /// <summary>From a digit as far as a quantity may go, right or wrong: what it is worth is judged as a
    /// whole.</summary>
    public static int Quantity(ReadOnlySpan<char> text) =>
        text is [(>= '0' and <= '9') or '.', ..] ? Length(QuantityPattern(), text) : 0;

    static int Length(Regex pattern, ReadOnlySpan<char> text)
    {
        foreach (var match in pattern.EnumerateMatches(text)) return match.Length;
        return 0;
    }

    [GeneratedRegex(@"^\$?[\p{L}_][\p{L}\p{Nd}_]*(\[[0-9]+\])?([.-][\p{L}\p{Nd}_]+(\[[0-9]+\])?)*",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    // A `%` or `/s` belongs to a number without another unit: `30%`, `500/s`, but `2ms/s` divides by `s`.
    [GeneratedRegex(@"^\.?[0-9]([0-9.]*[eE][+-][0-9]+)?[\p{L}\p{Nd}_.]*((?<=[0-9])(%|/(s|ms|min)(?![\w.-])))?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex QuantityPattern();
}
