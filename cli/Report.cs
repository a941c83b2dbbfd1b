using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Experiments.Metrics;
using Timeslice.Experiments.Output;
using Timeslice.Language.Expressions;
using Timeslice.Language.Quantities;
using Timeslice.Language.Scenarios;
using Timeslice.Plots;
using Timeslice.Plots.Charts;

namespace Timeslice.Cli;

/// <summary>What a study has to say to its reader: charts, a table, and whether all went as it should.</summary>
sealed class Report(Scenario scenario, StudyResult study)
{
    const int MostExplained = 3;

    readonly List<string> refused = [], unmet = [];

    public void WriteCharts(OutputFolder folder, int jobs)
    {
        var charts = Charts().ToList();
        var pictures = new (byte[] Png, byte[] Svg)?[charts.Count];
        Parallel.For(0, charts.Count, new ParallelOptions { MaxDegreeOfParallelism = jobs }, i => pictures[i] = Draw(charts[i].Chart, charts[i].Where));
        var names = new Dictionary<string, int>();
        for (var i = 0; i < charts.Count; i++)
        {
            var name = Slug.Of(charts[i].Chart.FileName);
            var times = names[name] = names.GetValueOrDefault(name) + 1;
            if (times > 1) name += $"-{times}";
            if (pictures[i] is not { } picture) continue;
            folder.Write($"{name}.png", picture.Png);
            folder.Write($"{name}.svg", picture.Svg);
        }
    }

    public void PrintJson()
    {
        using var output = Console.OpenStandardOutput();
        output.Write(SummaryJson.Of(study));
    }

    public void PrintTable(string folder)
    {
        var known = study.Points.SelectMany(point => point.Metrics).Select(metric => metric.Key).Distinct().ToList();
        var asked = scenario.Metrics.Count > 0 ? scenario.Metrics : ["makespan", "cpu.utilization", "turnaround", "wait", "lock.wait", "switches"];
        ResultTable.Print(study, [.. asked.SelectMany(name => MetricNames.Select(name, known)).Distinct()]);
        var incomplete = study.Runs.Count(run => !run.IsComplete);
        Console.WriteLine($"{study.Runs.Count - incomplete} runs ok, {incomplete} failed; tables and charts in {folder}");
    }

    /// <summary>Explains on standard error what went wrong, and says what the shell is told.</summary>
    public ExitCode Verdict()
    {
        CheckExpectations();
        foreach (var line in refused.Concat(unmet)) Console.Error.WriteLine(line);
        foreach (var group in study.Runs.Where(run => !run.IsComplete).GroupBy(run => run.Ending.Reason)) Explain([.. group]);
        foreach (var run in study.Runs.Where(run => run.Findings.Count > 0).Take(1)) Explain(run, run.Findings);
        bool Any(EndReason reason) => study.Runs.Any(run => run.Ending.Reason == reason);
        return refused.Count > 0 || Any(EndReason.ProgramError) ? ExitCode.InputRefused
            : Any(EndReason.Deadlock) ? ExitCode.Deadlock
            : Any(EndReason.LimitReached) ? ExitCode.LimitReached
            : unmet.Count > 0 ? ExitCode.ExpectationFailed
            : ExitCode.Ok;
    }

    IEnumerable<(Chart Chart, string Where)> Charts()
    {
        var chosen = scenario.Chosen<Chart>("charts");
        if (chosen.Count == 0) return [(new Plots.Charts.Timeline(), ""), (new Plots.Charts.Utilization(), "")];
        return chosen.Select((made, i) => (made.Create(), $"{scenario.File}:{made.Place}: error: charts[{i}]"));
    }

    (byte[], byte[])? Draw(Chart chart, string where)
    {
        try
        {
            var picture = chart.Draw(study);
            return (picture.RenderPng(), picture.RenderSvg());
        }
        catch (ChartException problem)
        {
            lock (refused) refused.Add($"{where}: {problem.Message}");
            return null;
        }
    }

    void Explain(IReadOnlyList<RunRecord> runs)
    {
        foreach (var run in runs.Take(MostExplained)) Explain(run, [run.Ending.Evidence ?? run.Ending.Reason.ToString()]);
        if (runs.Count > MostExplained) Console.Error.WriteLine($"timeslice: and {runs.Count - MostExplained} more runs like this; see summary.json");
    }

    void Explain(RunRecord run, IReadOnlyList<string> what)
    {
        var where = run.Point.Parameters.Count == 0 ? "" : $"{run.Point}, ";
        foreach (var line in what) Console.Error.WriteLine($"timeslice: {where}replication {run.Replication}, seed {study.Seed}: {line}");
    }

    /// <summary>A metric stands for its mean over the replications of a point.</summary>
    void CheckExpectations()
    {
        foreach (var expectation in scenario.Expectations)
            foreach (var result in study.Points) Check(expectation, result);
    }

    void Check(Expectation expectation, PointResult result)
    {
        var known = result.Metrics.Select(metric => metric.Key).ToList();
        Value? Resolve(string name) => name.StartsWith('$')
            ? scenario.ParameterAt(scenario.Points[result.Point.Index], name[1..])
            : MetricNames.Resolve(name, known) is { } metric ? Read(result[metric]!) : null;
        var at = result.Point.Parameters.Count == 0 ? "" : $" at {result.Point}";
        try
        {
            var verdict = expectation.Expression.Evaluate(Resolve, known);
            if (verdict.Truth is null) throw new ExpressionException($"`{expectation.Expression}` is {verdict.Kind}; an expectation is true or false");
            if (verdict.Truth == true) return;
            var sides = expectation.Expression.Comparison(Resolve, known) is var (left, right, sign) ? $": {left} {sign} {right}" : "";
            unmet.Add($"{scenario.File}:{expectation.Place}: expectation failed{at}: {expectation.Expression}{sides}");
        }
        catch (ExpressionException problem)
        {
            refused.Add($"{scenario.File}:{expectation.Place}: error: expect{at}: {problem.Message}");
        }
    }

    static Value Read(Estimate estimate) => estimate.Unit switch
    {
        "s" => new Amount((decimal)(estimate.Mean * 1e9), Dimension.Duration),
        "1/s" => new Amount((decimal)estimate.Mean, Dimension.Rate),
        "B" => new Amount((decimal)estimate.Mean, Dimension.Bytes),
        _ => new Amount((decimal)estimate.Mean, Dimension.Number),
    };
}
