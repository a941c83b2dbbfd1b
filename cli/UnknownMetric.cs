using Timeslice.Experiments.Metrics;
using Timeslice.Language.Syntax;

namespace Timeslice.Cli;

/// <summary>What to say of a metric that no run has measured: what it is near to, or what there is.</summary>
static class UnknownMetric
{
    const int MostListed = 12;

    public static string Explain(string asked, IReadOnlyCollection<string> known)
    {
        var hint = Suggestion.Nearest(asked, MetricNames.Written(known)) is { } nearest
            ? $"did you mean `{nearest}`?"
            : Listed(asked, known);
        return $"there is no metric {Excerpt.Of(asked)}; {hint}";
    }

    /// <summary>Those of the same family; of an unknown family, the families.</summary>
    static string Listed(string asked, IReadOnlyCollection<string> known)
    {
        var family = known.Where(name => name.StartsWith(asked.Split('.')[0] + ".")).ToList();
        var names = family.Count > 0 ? family : [.. known.Select(name => name.Split('.')[0]).Distinct()];
        var more = names.Count > MostListed ? $" and {names.Count - MostListed} more" : "";
        return $"there are: {string.Join(", ", names.Take(MostListed))}{more}; summary.json has them all";
    }
}
