namespace Timeslice.Language.Syntax;

/// <summary>The characters of a scenario file, and where each one is.</summary>
sealed class SourceText(string text)
{
    public string Text => text;

    public Place At(int index)
    {
        var line = text.AsSpan(0, index).Count('\n') + 1;
        return new(line, index - text.LastIndexOf('\n', Math.Max(0, index - 1), index));
    }

    /// <summary>The nearest place inside the text: what is missing at the end, the parser places behind it.</summary>
    public Place Inside(long line, long column)
    {
        var start = StartOf(line);
        if (start < 0) return At(text.Length);
        var end = text.IndexOf('\n', start);
        if (end < 0) end = text.Length;
        return new((int)line, (int)Math.Clamp(column, 1, end - start + 1));
    }

    /// <summary>The character at a place, or NUL at the end of a line.</summary>
    public char this[Place place]
    {
        get
        {
            var index = StartOf(place.Line) + place.Column - 1;
            return index >= 0 && index < text.Length && text[index] is not ('\n' or '\r') ? text[index] : '\0';
        }
    }

    int StartOf(long line)
    {
        var start = 0;
        for (var at = 1; at < line; at++)
        {
            start = text.IndexOf('\n', start) + 1;
            if (start == 0) return -1;
        }
        return start;
    }
}
