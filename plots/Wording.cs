using System.Globalization;
using System.Text;

namespace Timeslice.Plots;

/// <summary>Fits text into the width there is: cleaned, wrapped at words, or cut with an ellipsis.</summary>
static class Wording
{
    /// <summary>One printable line: control characters and broken surrogates become spaces.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator || rune.Value == 0xFFFD) clean.Append(' ');
            else clean.Append(rune);
        return clean.ToString().Trim();
    }

    /// <summary>The text, or as much of its beginning as fits with an ellipsis.</summary>
    public static string Fit(string text, float width, float size, bool bold = false)
    {
        if (Pen.Width(text, size, bold) <= width) return text;
        var (fits, tooLong) = (0, text.Length);
        while (fits + 1 < tooLong)
        {
            var middle = (fits + tooLong) / 2;
            if (Pen.Width(Cut(text, middle), size, bold) <= width) fits = middle;
            else tooLong = middle;
        }
        return fits == 0 ? "" : Cut(text, fits);
    }

    /// <summary>The text, or its beginning and its end (names of a kind differ there) around an ellipsis.</summary>
    public static string FitMiddle(string text, float width, float size)
    {
        if (text.Length < 12 || Pen.Width(text, size) <= width) return Fit(text, width, size);
        var end = char.IsLowSurrogate(text[^6]) ? text[^5..] : text[^6..];
        var start = Fit(text[..^end.Length], width - Pen.Width(end, size), size);
        return start.EndsWith('…') ? start + end : Fit(text, width, size);
    }

    /// <summary>
    /// Lines of at most the width, broken at spaces; what exceeds the last line is cut with an ellipsis.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, float width, float size, int maxLines, bool bold = false)
    {
        var lines = new List<string>();
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var next = 0; next < words.Length && lines.Count < maxLines;)
        {
            var line = words[next++];
            if (lines.Count == maxLines - 1) line = string.Join(' ', words[(next - 1)..]);
            else
                while (next < words.Length && Pen.Width($"{line} {words[next]}", size, bold) <= width)
                    line += " " + words[next++];
            lines.Add(Fit(line, width, size, bold));
        }
        return lines;
    }

    static string Cut(string text, int length)
    {
        if (char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length].TrimEnd() + "…";
    }
}
