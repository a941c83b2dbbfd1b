namespace Timeslice.Language.Syntax;

/// <summary>The lines before the document that start with <c>%</c>: only <c>%YAML 1.2</c> is allowed.</summary>
static class Directives
{
    public static bool Allowed(string text, Diagnostics diagnostics)
    {
        var (line, allowed) = (0, true);
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            var directive = content.Trim();
            if (directive.IsEmpty || directive[0] == '#') continue;
            if (content[0] != '%') break;
            var comment = directive.IndexOf(" #");
            if ((comment < 0 ? directive : directive[..comment].TrimEnd()) is "%YAML 1.2") continue;
            diagnostics.Error(new(line, 1), "", $"the directive {Excerpt.Of(directive.ToString())}",
                "remove it: only `%YAML 1.2` is allowed");
            allowed = false;
        }
        return allowed;
    }
}
