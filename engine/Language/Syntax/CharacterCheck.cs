namespace Timeslice.Language.Syntax;

/// <summary>Refuses what an editor may not show as it is read: control characters, odd line ends, tabs as
/// indentation.</summary>
sealed class CharacterCheck(string text, Diagnostics diagnostics)
{
    Place place = Place.Start;

    public static bool IsControl(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';

    /// <summary>Whether the text has nothing of the kind; all that it has is reported.</summary>
    public bool Passes()
    {
        var before = diagnostics.Errors;
        var indenting = true;
        for (var i = 0; i < text.Length && diagnostics.Errors - before < Limits.Errors; i++)
        {
            var c = text[i];
            if (c == '\t' && indenting && !BlankFrom(i)) Tab();
            else if (IsControl(c) && !Allowed(i)) Report(c);
            // One tab a line is enough to say.
            indenting = c == '\n' || indenting && c == ' ';
            place = c == '\n' ? new(place.Line + 1, 1) : place with { Column = place.Column + 1 };
        }
        return diagnostics.Errors == before;
    }

    bool Allowed(int i) => text[i] is '\t' or '\n' || text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n';

    bool BlankFrom(int i)
    {
        while (i < text.Length && text[i] is '\t' or ' ' or '\r') i++;
        return i == text.Length || text[i] == '\n';
    }

    void Tab() => diagnostics.Error(place, "", "a tab in the indentation", "indent by spaces");

    void Report(char c) => _ = c switch
    {
        '\r' => Say("a carriage return without a line feed", "end lines with LF or CRLF"),
        '\u0085' or '\u2028' or '\u2029' =>
            Say($"the character U+{(int)c:X4} as a line end", "end lines with LF or CRLF"),
        '\uFEFF' => Say("a byte order mark (U+FEFF) inside the file", "remove it"),
        _ => Say($"the control character U+{(int)c:X4}", "remove it"),
    };

    bool Say(string message, string hint)
    {
        diagnostics.Error(place, "", message, hint);
        return true;
    }
}
