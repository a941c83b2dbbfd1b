namespace Timeslice.Cli;

/// <summary>Names of families as headings have them: <c>locks</c>, <c>policies</c>.</summary>
static class Plural
{
    public static string Of(string family) => family.EndsWith('y') ? $"{family[..^1]}ies"
        : family.EndsWith('s') ? family : $"{family}s";
}
