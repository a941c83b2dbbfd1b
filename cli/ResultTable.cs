using System.Globalization;
using Spectre.Console;
using Timeslice.Experiments;

namespace Timeslice.Cli;

/// <summary>Means with their 95 % intervals, a row per point: a table on a terminal, tab-separated in a pipe.</summary>
static class ResultTable
{
    public static void Print(StudyResult study, IReadOnlyList<string> metrics)
    {
        var parameters = study.Traced.Parameters.Select(p => p.Key).ToList();
        if (Console.IsOutputRedirected) PrintTabs(study, parameters, metrics);
        else PrintTable(study, parameters, metrics);
    }

    static void PrintTable(StudyResult study, List<string> parameters, IReadOnlyList<string> metrics)
    {
        var table = new Table().Border(TableBorder.Simple).Title(study.Title.EscapeMarkup());
        foreach (var parameter in parameters) table.AddColumn(parameter.EscapeMarkup());
        var scales = metrics.ToDictionary(metric => metric, metric => Scale.For(study, metric));
        foreach (var metric in metrics) table.AddColumn(new TableColumn($"{metric.EscapeMarkup()}{scales[metric].Suffix}").RightAligned());
        foreach (var result in study.Points)
            table.AddRow([.. result.Point.Parameters.Select(p => p.Value.EscapeMarkup()), .. metrics.Select(metric => scales[metric].Cell(result[metric]))]);
        AnsiConsole.Write(table);
        if (study.Replications > 1) Console.WriteLine($"means of {study.Replications} replications ± half of the 95 % interval");
    }

    static void PrintTabs(StudyResult study, List<string> parameters, IReadOnlyList<string> metrics)
    {
        Console.WriteLine(string.Join('\t', [.. parameters, "metric", "unit", "n", "mean", "ci_low", "ci_high"]));
        foreach (var result in study.Points)
            foreach (var metric in metrics)
                if (result[metric] is { } estimate)
                    Console.WriteLine(string.Join('\t',
                        [.. result.Point.Parameters.Select(p => p.Value), metric, estimate.Unit, $"{estimate.Count}", Text(estimate.Mean), Text(estimate.Low), Text(estimate.High)]));
    }

    static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The unit in which all values of a column are short.</summary>
    sealed record Scale(double Factor, string Suffix)
    {
        public static Scale For(StudyResult study, string metric)
        {
            var estimates = study.Points.Select(point => point[metric]).OfType<Estimate>().ToList();
            if (estimates[0].Unit != "s") return new(1, estimates[0].Unit == "1" ? "" : $" ({estimates[0].Unit})");
            var largest = estimates.Max(estimate => Math.Abs(estimate.Mean));
            return largest >= 1 ? new(1, " (s)") : largest >= 1e-3 ? new(1e3, " (ms)") : largest >= 1e-6 ? new(1e6, " (us)") : new(1e9, " (ns)");
        }

        public string Cell(Estimate? estimate)
        {
            if (estimate is null) return "–";
            var spread = estimate.High is { } high ? $" ± {Short((high - estimate.Mean) * Factor)}" : "";
            return Short(estimate.Mean * Factor) + spread;
        }

        static string Short(double value) => Math.Abs(value) >= 1000
            ? value.ToString("0", CultureInfo.InvariantCulture)
            : value.ToString("G4", CultureInfo.InvariantCulture);
    }
}
