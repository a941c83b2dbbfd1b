using Timeslice.Experiments;
using Timeslice.Experiments.Metrics;
using Timeslice.Language.Expressions;
using Timeslice.Language.Quantities;
using Timeslice.Language.Scenarios;

namespace Timeslice.Cli;

/// <summary>
/// Holds what a scenario expects against what a study has found, at every point. A metric stands for its mean over the
/// replications.
/// </summary>
sealed class ExpectationCheck(Scenario scenario, StudyResult study)
{
    readonly List<string> refused = [], unmet = [], notJudged = [];

    /// <summary>Expectations that have no truth value, each problem told once and not at every point.</summary>
    public IReadOnlyList<string> Refused => refused;

    /// <summary>Expectations that do not hold, and where.</summary>
    public IReadOnlyList<string> Unmet => unmet;

    /// <summary>Expectations of what is not known where no run has come to its end.</summary>
    public IReadOnlyList<string> NotJudged => notJudged;

    public void CheckAll()
    {
        foreach (var expectation in scenario.Expectations)
        {
            var problems = new Dictionary<string, List<PointResult>>();
            foreach (var result in study.Points)
                if (Check(expectation, result) is { } problem)
                    (problems.TryGetValue(problem, out var known) ? known : problems[problem] = []).Add(result);
            foreach (var (problem, where) in problems)
            {
                var at = where.Count == study.Points.Count ? "" : At(where[0]);
                refused.Add($"{scenario.File}:{expectation.Place}: error: {expectation.Path}: {problem}{at}");
            }
        }
    }

    /// <summary>What keeps it from having a truth value, or null.</summary>
    string? Check(Expectation expectation, PointResult result)
    {
        var known = result.Metrics.Select(metric => metric.Key).ToList();
        var missing = expectation.Expression.Names
            .FirstOrDefault(name => !name.StartsWith('$') && MetricNames.Resolve(name, known) is null);
        // What some points have and others have not may stand behind `or`.
        if (missing is not null && !IsKnownSomewhere(missing)) return NoMetric(missing);
        try
        {
            var expression = expectation.Expression;
            var verdict = expression.Evaluate(name => Resolve(name, result, known), known);
            if (verdict.Truth is null)
                return $"`{expression}` is {verdict.Kind}; "
                    + "an expectation is true or false, such as `cpu.utilization > 90%`";
            if (verdict.Truth == true) return null;
            var compared = expression.Comparison(name => Resolve(name, result, known), known);
            var sides = compared is var (left, right, sign) ? $": {left} {sign} {right}" : "";
            unmet.Add($"{scenario.File}:{expectation.Place}: expectation failed{At(result)}: {expression}{sides}");
            return null;
        }
        catch (ExpressionException problem)
        {
            return missing is null ? problem.Message : NoMetric(missing);
        }

        string? NoMetric(string name)
        {
            var problem = UnknownMetric.Explain(name, known);
            if (study.HasCompleteRunAt(result.Point)) return problem;
            notJudged.Add($"{scenario.File}:{expectation.Place}: warning: {expectation.Path}: "
                + $"not judged{At(result)}: {problem}");
            return null;
        }
    }

    bool IsKnownSomewhere(string name) => study.Points.Any(point =>
        MetricNames.Resolve(name, [.. point.Metrics.Select(metric => metric.Key)]) is not null);

    Value? Resolve(string name, PointResult result, IReadOnlyCollection<string> known) => name.StartsWith('$')
        ? scenario.ParameterAt(scenario.Points[result.Point.Index], name[1..])
        : MetricNames.Resolve(name, known) is { } metric ? Read(result[metric]!) : null;

    static string At(PointResult result) => result.Point.Parameters.Count == 0 ? "" : $" at {result.Point}";

    static Value Read(Estimate estimate) => estimate.Unit switch
    {
        "s" => new Amount((decimal)(estimate.Mean * 1e9), Dimension.Duration),
        "1/s" => new Amount((decimal)estimate.Mean, Dimension.Rate),
        "B/s" => new Amount((decimal)estimate.Mean, Dimension.Bandwidth),
        "B" => new Amount((decimal)estimate.Mean, Dimension.Bytes),
        _ => new Amount((decimal)estimate.Mean, Dimension.Number),
    };
}
