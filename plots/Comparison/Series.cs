using Timeslice.Experiments;

namespace Timeslice.Plots.Comparison;

/// <summary>One line of a comparison: a metric along a parameter.</summary>
/// <param name="Label">
/// The value of the parameter that tells the series apart; empty where there is one series only.
/// </param>
/// <param name="Estimates">One for each value along the axis, in its order; null is a gap.</param>
sealed record Series(string Label, IReadOnlyList<Estimate?> Estimates)
{
    /// <summary>The series of a study, one for each value of <paramref name="by"/>, in the order of the file.</summary>
    public static IReadOnlyList<Series> Of(
        StudyResult study, string metric, string over, IReadOnlyList<string> values, string? by)
    {
        var atTraced = study.Points.Where(p => study.Traced.Parameters.All(
            t => t.Key == over || t.Key == by || p.Point[t.Key] == t.Value)).ToArray();
        IEnumerable<string?> labels = by is null ? [null] : atTraced.Select(p => p.Point[by]).Distinct();
        return
        [
            .. labels.Select(label => new Series(FlowText.ForPeople(label ?? ""),
                [.. values.Select(v => Finite(atTraced.FirstOrDefault(
                    p => p.Point[over] == v && (by is null || p.Point[by] == label))?[metric]))])),
        ];
    }

    static Estimate? Finite(Estimate? estimate) => estimate is { } e && double.IsFinite(e.Mean) ? e : null;
}
