namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Which metric people mean: <c>lock.wait</c> is <c>lock.wait.mean</c>,
/// <c>kitchen.holders.max</c> is <c>lock.kitchen.holders.max</c>.
/// </summary>
public static class MetricNames
{
    static readonly string[] Prefixes = ["", "lock.", "thread."];

    /// <summary>The full name, or null when no metric has it.</summary>
    public static string? Resolve(string asked, IReadOnlyCollection<string> known)
    {
        foreach (var prefix in Prefixes)
            foreach (var suffix in (string[])["", ".mean"])
                if (known.Contains(prefix + asked + suffix)) return prefix + asked + suffix;
        return null;
    }

    /// <summary>The metrics that a name selects for a table: the one that it means, or all below it.</summary>
    public static IEnumerable<string> Select(string asked, IReadOnlyCollection<string> known) =>
        Resolve(asked, known) is { } one ? [one]
        : known.Where(name => Prefixes.Any(prefix => name.StartsWith($"{prefix}{asked}.", StringComparison.Ordinal)));
}
