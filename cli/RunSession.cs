using System.Reflection;
using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Experiments.Output;
using Timeslice.Language.Scenarios;

namespace Timeslice.Cli;

/// <summary>One <c>timeslice run</c>, from the file to the exit code.</summary>
sealed record RunSession(
    string File, IReadOnlyDictionary<string, string> Set, ulong? Seed, int? Replications, int Jobs, string? Folder,
    bool Json, bool Quiet, System.Threading.CancellationToken Cancel)
{
    /// <summary>Detectors besides those that the scenario asks for.</summary>
    public IReadOnlyList<string> Detect { get; init; } = [];

    static string Version => typeof(Simulation).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public ExitCode Run()
    {
        if (Scenarios.Load(File, Set, Detect) is not { } scenario) return ExitCode.InputRefused;
        if (scenario.RefuseRuns(Replications ?? 1) is { } tooMany)
        {
            Console.Error.WriteLine($"timeslice: {tooMany}; lower --replications");
            return ExitCode.InputRefused;
        }
        using var folder = OutputFolder.Open(Folder ?? Path.Combine("out", Slug.Of(scenario.Name), Label()));
        var study = Simulate(scenario);
        var summary = SummaryJson.Of(study);
        var report = new Report(scenario, study);
        folder.Write("metrics.csv", MetricsCsv.Of(study));
        folder.Write("summary.json", summary);
        report.WriteCharts(folder, Jobs, Cancel);
        folder.Write(ManifestJson.Name, ManifestJson.Of(study, scenario.Normalised, folder.Written));
        Cancel.ThrowIfCancellationRequested();
        folder.Publish(earlier: ManifestJson.FilesOf(folder.Path));
        if (Json) Print(summary);
        else if (!Quiet) report.PrintTable(folder.Path);
        var verdict = report.Verdict();
        if (!Quiet) report.PrintFindings();
        return verdict;
    }

    StudyResult Simulate(Scenario scenario)
    {
        var points = scenario.Points.ToDictionary(point => point.Index, point =>
            new Point(point.Index, [.. point.Swept.Select(p => KeyValuePair.Create(p.Key, p.Value.ToFlow()))]));
        var replications = Replications ?? scenario.Run.Replications;
        var study = new Study(
            scenario.Title, scenario.Name, [.. points.Values], points[scenario.BasePoint.Index],
            replications, Seed ?? scenario.Run.Seed,
            new(scenario.Run.Until, scenario.Run.Warmup, Limits.Default with { Events = scenario.Run.MaxEvents }),
            point => scenario.At(scenario.Points[point.Index]));
        using var progress = Progress.Start(points.Count * replications, Quiet);
        return study.Execute(Jobs, Version, _ => progress.Advance(), Cancel);
    }

    /// <summary>What makes this run differ from the scenario as it is written; <c>base</c> when nothing does.</summary>
    string Label()
    {
        List<string> differences = [.. Set.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal)];
        if (Detect.Count > 0) differences.Add($"detect={string.Join(',', Detect)}");
        if (Replications is { } replications) differences.Add($"replications={replications}");
        if (Seed is { } seed) differences.Add($"seed={seed}");
        return differences.Count == 0 ? "base" : Slug.Of(string.Join('_', differences));
    }

    static void Print(byte[] summary)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(summary);
    }
}
