namespace Timeslice.Language.Syntax;

/// <summary>One thing to say about a scenario: where, at which key, what is wrong, and how to put it right.</summary>
/// <param name="Path">The keys that lead there, <c>processes.web.threads[2]</c>; empty for the file as a whole.</param>
/// <param name="Message">What was given and what is allowed.</param>
/// <param name="Hint">The fix.</param>
public sealed record Diagnostic(Severity Severity, Place Place, string Path, string Message, string? Hint)
{
    /// <summary>One line: <c>file:line:column: error: key.path: message; hint</c>.</summary>
    public string Render(string file)
    {
        var severity = Severity == Severity.Error ? "error" : "warning";
        var path = Path.Length == 0 ? "" : $"{Path}: ";
        var hint = Hint is null ? "" : $"; {Hint}";
        return Excerpt.Escape($"{file}:{Place}: {severity}: {path}{Message}{hint}");
    }
}
