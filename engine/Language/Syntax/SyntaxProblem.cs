namespace Timeslice.Language.Syntax;

/// <summary>What the parser complains about, said for a person who writes a scenario.</summary>
static class SyntaxProblem
{
    const string Escape = @"write \\ for a backslash, or use single quotes";
    const string Indent = "indent it like its neighbours, and put a text that contains `: ` in quotes";

    /// <param name="found">The character at the place, NUL at the end of a line.</param>
    /// <param name="open">Where the innermost list or map starts.</param>
    public static (string Message, string Hint) Explain(string problem, char found, Place open)
    {
        var given = found == '\0' ? "the end of the line" : Excerpt.Of(found.ToString());
        foreach (var (part, message, hint) in Known(given, open))
            if (problem.Contains(part)) return (message, hint);
        return ($"this is not YAML near {given}", "check brackets, quotes and indentation");
    }

    static (string Part, string Message, string Hint)[] Known(string given, Place open) =>
    [
        ("expected ',' or ']'", $"expected `,` or `]`, found {given}", $"close the list that starts at {open}"),
        ("expected ',' or '}'", $"expected `,` or `}}`, found {given}", $"close the map that starts at {open}"),
        ("scalar, found unexpected end of stream", "the text in quotes never ends", "add the closing quote"),
        ("found unknown escape character", "an unknown escape in a text in double quotes", Escape),
        ("escape", "a wrong escape in a text in double quotes", Escape),
        ("UTF32", "an escape that is no character", @"escapes go up to \U0010FFFF"),
        ("Unicode surrogates",
            "an escape that is half a character", @"write characters beyond U+FFFF as \U and eight digits"),
        ("cannot start any token", $"a value cannot start with {given}", "put it in quotes"),
        ("invalid mapping", "a `key: value` is not allowed here", Indent),
        ("Mapping values are not allowed", "a `key: value` is not allowed here", Indent),
        ("did not find expected key",
            $"expected a key, found {given}", "write `key: value`, indented like its neighbours"),
        ("could not find expected ':'", "a key without `: `", "write `key: value`"),
        ("expected '-' indicator", $"expected the next `- ` of the list, found {given}", "indent all its items alike"),
        ("Block sequence entries are not allowed",
            "a `- ` list cannot start here", "start it on the next line, or write [a, b]"),
        ("did not find expected node content",
            $"expected a value, found {given}", "give a value, or remove the sign before it"),
        ("tag", "a tag", "remove it: its key gives the value its type"),
        ("Tag", "a tag", "remove it: its key gives the value its type"),
        ("anchor", "an anchor or alias", "reuse is `programs:` and `use:`"),
        ("wrong indentation", "a text in quotes that goes on with less indentation", "indent its further lines"),
        ("current state of the object",
            $"the bracket at {open} is not closed before this line", "close it, or indent what is in it"),
        ("<document start>",
            $"expected the end of the file, found {given}", "a scenario is one map: indent its keys alike"),
    ];
}
