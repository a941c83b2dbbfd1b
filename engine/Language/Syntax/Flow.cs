using System.Text;

namespace Timeslice.Language.Syntax;

/// <summary>How a scalar is written inside flow YAML: plain where that reads back as the same scalar, else in quotes.</summary>
static class Flow
{
    const string Indicators = "-?:,[]{}#&*!|>'\"%@`";

    public static string Scalar(string text, bool quoted) => !quoted || StaysText(text) ? Plain(text) : Quote(text);

    // A text that looks like no number, truth value or parameter needs no quotes to stay a text.
    static bool StaysText(string text) =>
        text.Length > 0 && char.IsLetter(text[0]) && text is not ("true" or "false" or "null" or "Null" or "NULL");

    static string Plain(string text) => IsPlain(text) ? text : Quote(text);

    static bool IsPlain(string text) =>
        text.Length == 0 || (!Indicators.Contains(text[0]) || StartsAsNumber(text))
        && text[0] != ' ' && text[^1] is not (' ' or ':')
        && !text.Contains(": ") && !text.Contains(" #")
        && !text.Any(c => c is ',' or '[' or ']' or '{' or '}' || char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF');

    static bool StartsAsNumber(string text) => text.Length > 1 && text[0] == '-' && char.IsAsciiDigit(text[1]);

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
