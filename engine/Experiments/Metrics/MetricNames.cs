namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Which metric people mean: <c>lock.wait</c> is <c>lock.wait.mean</c>,
/// <c>kitchen.holders.max</c> is <c>lock.kitchen.holders.max</c>.
/// </summary>
public static class MetricNames
{
    static readonly string[] Prefixes = ["", "lock.", "thread.", "monitors."], Suffixes = ["", ".mean"];

    /// <summary>The full name, or null when no metric has it.</summary>
    public static string? Resolve(string asked, IReadOnlyCollection<string> known)
    {
        foreach (var prefix in Prefixes)
            foreach (var suffix in Suffixes)
                if (known.Contains(prefix + asked + suffix)) return prefix + asked + suffix;
        return null;
    }

    /// <summary>All names by which the metrics may be asked for, the short ones first.</summary>
    public static IEnumerable<string> Written(IReadOnlyCollection<string> known) => known
        .SelectMany(name => Prefixes.Where(name.StartsWith).Select(prefix => name[prefix.Length..]))
        .SelectMany(WithoutSuffix).Concat(known).Distinct();

    /// <summary>The metrics that a name selects for a table: the one that it means, or all below it.</summary>
    public static IEnumerable<string> Select(string asked, IReadOnlyCollection<string> known) =>
        Resolve(asked, known) is { } one ? [one]
        : known.Where(name => Prefixes.Any(prefix => name.StartsWith($"{prefix}{asked}.", StringComparison.Ordinal)));

    static IEnumerable<string> WithoutSuffix(string name) =>
        Suffixes.Where(name.EndsWith).Select(suffix => name[..^suffix.Length]).OrderBy(written => written.Length);
}
