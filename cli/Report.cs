using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Experiments.Metrics;
using Timeslice.Experiments.Output;
using Timeslice.Language.Scenarios;
using Timeslice.Plots;
using Timeslice.Plots.Charts;

namespace Timeslice.Cli;

/// <summary>What a study has to say to its reader: charts, a table, and whether all went as it should.</summary>
sealed class Report(Scenario scenario, StudyResult study)
{
    const int MostExplained = 3;

    static readonly string[] MostAskedFor =
        ["makespan", "cpu.utilization", "turnaround", "wait", "lock.wait", "switches"];

    readonly List<string> refused = [], notDrawn = [];

    public void WriteCharts(OutputFolder folder, int jobs, System.Threading.CancellationToken cancel)
    {
        var charts = Charts().ToList();
        var pictures = new (byte[] Png, byte[] Svg)?[charts.Count];
        var problems = new string?[charts.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancel };
        Parallel.For(0, charts.Count, options,
            i => (pictures[i], problems[i]) = Draw(charts[i].Chart, charts[i].Where));
        (SomeCompleted ? refused : notDrawn).AddRange(problems.OfType<string>());
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

    public void PrintTable(string folder)
    {
        var known = Known();
        var asked = scenario.Metrics.Count > 0 ? scenario.Metrics.Select(metric => metric.Name) : MostAskedFor;
        ResultTable.Print(study, [.. asked.SelectMany(name => MetricNames.Select(name, known)).Distinct()]);
        var ok = study.Runs.Count(run => run.IsComplete);
        Console.WriteLine($"{ok} runs ok, {study.Runs.Count - ok} failed; tables and charts in {folder}");
    }

    /// <summary>What was noticed in passing, and what detectors found, in the first run where there was any.</summary>
    public void PrintFindings()
    {
        foreach (var run in study.Runs.Where(run => run.Findings.Count > 0).Take(1)) Explain(run, run.Findings);
    }

    /// <summary>Explains on standard error what went wrong, and says what the shell is told.</summary>
    public ExitCode Verdict()
    {
        var incomplete = study.Runs.Where(run => !run.IsComplete);
        foreach (var group in incomplete.GroupBy(run => run.Ending.Reason)) Explain([.. group]);
        WarnOfUnknownMetrics();
        var expectations = new ExpectationCheck(scenario, study);
        expectations.CheckAll();
        refused.AddRange(expectations.Refused);
        foreach (var line in notDrawn.Concat(expectations.NotJudged).Concat(refused).Concat(expectations.Unmet))
            Console.Error.WriteLine(line);
        bool Any(EndReason reason) => study.Runs.Any(run => run.Ending.Reason == reason);
        return refused.Count > 0 || Any(EndReason.ProgramError) ? ExitCode.InputRefused
            : Any(EndReason.Deadlock) ? ExitCode.Deadlock
            : Any(EndReason.LimitReached) ? ExitCode.LimitReached
            : expectations.Unmet.Count > 0 ? ExitCode.ExpectationFailed
            : ExitCode.Ok;
    }

    IEnumerable<(Chart Chart, string Where)> Charts()
    {
        var chosen = scenario.Chosen<Chart>("charts");
        if (chosen.Count == 0) return [(new Plots.Charts.Timeline(), ""), (new Plots.Charts.Utilization(), "")];
        var severity = SomeCompleted ? "error" : "warning";
        return chosen.Select((made, i) => (made.Create(), $"{scenario.File}:{made.Place}: {severity}: charts[{i}]"));
    }

    // Where no run came to its end, what is missing is a consequence and not a mistake.
    bool SomeCompleted => study.Runs.Any(run => run.IsComplete);

    List<string> Known() =>
        [.. study.Points.SelectMany(point => point.Metrics).Select(metric => metric.Key).Distinct()];

    /// <summary>
    /// Which metrics there are is known after the run: locks and threads have their own. A missing column is no
    /// failure.
    /// </summary>
    void WarnOfUnknownMetrics()
    {
        var known = Known();
        foreach (var (i, asked) in scenario.Metrics.Index())
            if (!MetricNames.Select(asked.Name, known).Any())
                Console.Error.WriteLine($"{scenario.File}:{asked.Place}: warning: metrics[{i}]: "
                    + UnknownMetric.Explain(asked.Name, known));
    }

    ((byte[], byte[])? Picture, string? Problem) Draw(Chart chart, string where)
    {
        try
        {
            var picture = chart.Draw(study);
            return ((picture.RenderPng(), picture.RenderSvg()), null);
        }
        catch (ChartException problem)
        {
            return (null, $"{where}: {problem.Message}");
        }
    }

    void Explain(IReadOnlyList<RunRecord> runs)
    {
        foreach (var run in runs.Take(MostExplained)) Explain(run, [run.Ending.Evidence ?? $"{run.Ending.Reason}"]);
        if (runs.Count > MostExplained) Say($"and {runs.Count - MostExplained} more runs like this; see summary.json");
    }

    void Explain(RunRecord run, IReadOnlyList<string> what)
    {
        var where = run.Point.Parameters.Count == 0 ? "" : $"{run.Point}, ";
        foreach (var line in what) Say($"{where}replication {run.Replication}, seed {study.Seed}: {line}");
    }

    static void Say(string what) => Console.Error.WriteLine($"timeslice: {what}");
}
