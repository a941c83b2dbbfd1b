using System.Text;

namespace Timeslice.Language.Syntax;

/// <summary>How a scalar is written inside flow YAML: plain where that reads back the same, else in quotes.</summary>
static class Flow
{
    public static string Scalar(string text, bool quoted) => !quoted || StaysText(text) ? Plain(text) : Quote(text);

    public static string Entry(Entry entry) => $"{Scalar(entry.Key, quoted: false)}: {entry.Value.ToFlow()}";

    // A text that looks like no number, truth value or parameter needs no quotes to stay a text.
    static bool StaysText(string text) =>
        text.Length > 0 && char.IsLetter(text[0]) && text is not ("true" or "false" or "null" or "Null" or "NULL");

    static string Plain(string text) => IsPlain(text) ? text : Quote(text);

    // Narrower than YAML: the parser reads `a *: b` as one scalar, and `a:&b` as none.
    static bool IsPlain(string text)
    {
        if (text.Length == 0) return true;
        if (!char.IsLetterOrDigit(text[0]) && !"$./_~-(<".Contains(text[0])) return false;
        if (text[0] == '-' && (text.Length == 1 || !char.IsLetterOrDigit(text[1]))) return false;
        for (var i = 0; i < text.Length; i++)
            if (!IsPlain(text[i], i + 1 < text.Length ? text[i + 1] : '\0')) return false;
        return text is not "<<";
    }

    static bool IsPlain(char c, char next) => c switch
    {
        ' ' => next is not ('#' or '\0'),
        ':' => char.IsLetterOrDigit(next),
        '*' => next == ' ',
        _ => char.IsLetterOrDigit(c) || "_-./+%$()<>=~'".Contains(c),
    };

    static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' => quoted.Append($"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        return quoted.Append('"').ToString();
    }
}
