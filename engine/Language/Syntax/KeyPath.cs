namespace Timeslice.Language.Syntax;

/// <summary>The way to a value, as messages write it: <c>processes.web.threads[2]</c>.</summary>
public static class KeyPath
{
    public static string Of(string path, string key) =>
        path.Length == 0 ? Excerpt.Cut(key) : $"{path}.{Excerpt.Cut(key)}";

    public static string Of(string path, int index) => $"{path}[{index}]";
}
