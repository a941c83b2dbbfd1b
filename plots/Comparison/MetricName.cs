using Timeslice.Experiments;

namespace Timeslice.Plots.Comparison;

/// <summary>Finds the metric, or the parameter, that people mean.</summary>
static class MetricName
{
    /// <summary>The metric of that name; else its mean; else the only one whose name begins so.</summary>
    /// <exception cref="ChartException">There is none, or there are several.</exception>
    public static string Find(StudyResult study, string asked)
    {
        var all = study.Points.SelectMany(p => p.Metrics).Select(m => m.Key).Distinct().ToArray();
        if (all.Contains(asked)) return asked;
        if (all.Contains($"{asked}.mean")) return $"{asked}.mean";
        var beginning = all.Where(m => m.StartsWith(asked, StringComparison.Ordinal)).ToArray();
        if (beginning.Length == 1) return beginning[0];
        if (beginning.Length > 1)
            throw new ChartException($"metric '{asked}' could be {List(beginning)}; give the whole name.");
        throw new ChartException(all.Length == 0
            ? $"metric '{asked}': this study has no metrics."
            : $"There is no metric '{asked}'{Suggestion(asked, all)} This study has {List(all)}.");
    }

    /// <summary>The varied parameter of that name.</summary>
    /// <exception cref="ChartException">This study does not vary it.</exception>
    public static string FindParameter(StudyResult study, string option, string asked)
    {
        var all = study.Traced.Parameters.Select(p => p.Key).ToArray();
        if (all.Contains(asked)) return asked;
        throw new ChartException(all.Length == 0
            ? $"{option} is '{asked}', but this study varies no parameter."
            : $"{option} is '{asked}', which this study does not vary{Suggestion(asked, all)} It varies {List(all)}.");
    }

    static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(40)) + (names.Count > 40 ? $" and {names.Count - 40} more" : "");

    static string Suggestion(string asked, IEnumerable<string> names)
    {
        var nearest = names.MinBy(name => EditDistance(asked, name))!;
        return EditDistance(asked, nearest) <= Math.Max(2, asked.Length / 3) ? $"; did you mean '{nearest}'?" : ".";
    }

    /// <summary>How many letters must be added, removed or replaced (Levenshtein).</summary>
    static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
