using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Detectors;

/// <summary>
/// Looks for one kind of trouble while a run is simulated. One detector a file; its kind in YAML is its class name.
/// </summary>
/// <remarks>It sees all of a run, the warm-up included, and changes nothing in it.</remarks>
public abstract class Detector : Observer
{
    // A run with more than these has been understood; they are counted all the same.
    const int MostKept = 1_000;

    readonly List<Finding> settled = [];
    long count;

    protected Detector() => Kind = string.Concat(GetType().Name.Select((letter, i) =>
        char.IsUpper(letter) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>What scenarios call it.</summary>
    public string Kind { get; }

    /// <summary>How many findings there are so far, those that are not kept included.</summary>
    public long Count => count + Unfinished().Count();

    /// <summary>The first thousand findings so far, in the order in which they were settled; then what still goes on.
    /// </summary>
    public IReadOnlyList<Finding> Findings => [.. settled, .. Unfinished().Take(MostKept)];

    /// <summary>Findings about what has not come to its end yet.</summary>
    private protected virtual IEnumerable<Finding> Unfinished() => [];

    private protected Finding Report(Finding found)
    {
        if (count++ < MostKept) settled.Add(found);
        return found;
    }

    private protected Finding Found(
        Instant at, string text, IEnumerable<SourceLine> sources, params IReadOnlyList<FindingValue> values) =>
        new(Kind, at, text, [.. sources.Where(source => source.Line > 0)], values);

    /// <summary>A place in a text, in brackets, where it is known.</summary>
    private protected static string In(SourceLine source) => source.Line > 0 ? $" ({source})" : "";
}
