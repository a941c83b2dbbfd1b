using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>What a scenario calls a lock or a channel, or an array of them.</summary>
/// <param name="First">The number of it, or of the first of the array, in the machine.</param>
/// <param name="Size">How many the array has; null where it is but one.</param>
/// <param name="Kind">What it is; null where that could not be read.</param>
sealed record DeclaredName(int First, int? Size, Kind? Kind)
{
    /// <summary>The most of an array.</summary>
    public const int MostOfArray = 10_000;

    public int Count => Size ?? 1;

    /// <summary>A name and what stands in brackets behind it; null where there are none.</summary>
    public static (string Name, string? Index) Split(string text)
    {
        var open = text.LastIndexOf('[');
        return open > 0 && text[^1] == ']' ? (text[..open].TrimEnd(), text[(open + 1)..^1]) : (text, null);
    }

    /// <summary>How those of an array are written, for messages.</summary>
    public string Forms(string name) => Size == 1 ? $"`{Excerpt.Cut(name)}[1]`"
        : $"`{Excerpt.Cut(name)}[1]` to `{Excerpt.Cut(name)}[{Size}]`";
}
