using Timeslice.Experiments;
using Timeslice.Experiments.Metrics;
using Timeslice.Language.Syntax;

namespace Timeslice.Plots.Comparison;

/// <summary>Finds the metric, or the parameter, that people mean.</summary>
static class MetricName
{
    /// <summary>The metric that a name means, or the only one that begins so.</summary>
    /// <exception cref="ChartException">There is none, or there are several.</exception>
    public static string Find(StudyResult study, string asked)
    {
        var all = study.Points.SelectMany(p => p.Metrics).Select(m => m.Key).Distinct().ToArray();
        if (MetricNames.Resolve(asked, all) is { } found) return found;
        var beginning = all.Where(metric => metric.StartsWith(asked, StringComparison.Ordinal)).ToArray();
        if (beginning.Length == 1) return beginning[0];
        if (beginning.Length > 1)
            throw new ChartException($"metric '{asked}' could be {List(beginning)}; give the whole name.");
        throw new ChartException(all.Length == 0
            ? $"metric '{asked}': this study has no metrics."
            : $"There is no metric '{asked}'{DidYouMean(asked, all)} This study has {List(all)}.");
    }

    /// <summary>The varied parameter of that name.</summary>
    /// <exception cref="ChartException">This study does not vary it.</exception>
    public static string FindParameter(StudyResult study, string option, string asked)
    {
        var all = study.Traced.Parameters.Select(p => p.Key).ToArray();
        if (all.Contains(asked)) return asked;
        throw new ChartException(all.Length == 0
            ? $"{option} is '{asked}', but this study varies no parameter."
            : $"{option} is '{asked}', which this study does not vary{DidYouMean(asked, all)} It varies {List(all)}.");
    }

    static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(40)) + (names.Count > 40 ? $" and {names.Count - 40} more" : "");

    static string DidYouMean(string asked, IEnumerable<string> names) =>
        Suggestion.Nearest(asked, names) is { } nearest ? $"; did you mean '{nearest}'?" : ".";
}
