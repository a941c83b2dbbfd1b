using System.Globalization;
using System.Text;

namespace Timeslice.Language.Syntax;

/// <summary>Text from a scenario made fit for a one-line message: invisible characters escaped, long texts
/// cut.</summary>
public static class Excerpt
{
    /// <summary>The most characters of a given text that a message repeats.</summary>
    public const int Length = 60;

    /// <summary>A given text between backquotes.</summary>
    public static string Of(string text) => $"`{Cut(text)}`";

    /// <summary>A given text, escaped and cut, without quotes.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= Length) return Escape(text);
        var end = char.IsHighSurrogate(text[Length - 1]) ? Length - 1 : Length;
        return Escape(text[..end]) + "…";
    }

    /// <summary>Control and other invisible characters, line separators and lone surrogates as <c>\u001B</c>.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i)) escaped.Append(text[i++]).Append(text[i]);
            else if (Hidden(text[i])) escaped.Append(Name(text[i]));
            else escaped.Append(text[i]);
        }
        return escaped.ToString();
    }

    static bool Hidden(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    static string Name(char c) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => $"\\u{(int)c:X4}",
    };
}
