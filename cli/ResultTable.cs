using System.Globalization;
using Spectre.Console;
using Timeslice.Experiments;
using Timeslice.Plots;

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
            table.AddRow([.. result.Point.Parameters.Select(p => FlowText.ForPeople(p.Value).EscapeMarkup()), .. metrics.Select(metric => scales[metric].Cell(result[metric]))]);
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

    /// <summary>The unit in which the values of a column are short, and as many decimals as the largest needs for four digits.</summary>
    sealed record Scale(double Factor, string Suffix, string Format)
    {
        public static Scale For(StudyResult study, string metric)
        {
            var estimates = study.Points.Select(point => point[metric]).OfType<Estimate>().ToList();
            var largest = estimates.Max(estimate => Math.Abs(estimate.Mean));
            var (factor, unit) = estimates[0].Unit != "s" ? (1, estimates[0].Unit)
                : largest >= 1 ? (1, "s") : largest >= 1e-3 ? (1e3, "ms") : largest >= 1e-6 ? (1e6, "us") : (1e9, "ns");
            var decimals = Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Max(largest * factor, 1))), 0, 3);
            return new(factor, unit == "1" ? "" : $" ({unit})", $"F{decimals}");
        }

        public string Cell(Estimate? estimate)
        {
            if (estimate is null) return "–";
            var spread = estimate.High is { } high ? $" ± {Text(high - estimate.Mean)}" : "";
            return Text(estimate.Mean) + spread;
        }

        string Text(double value) => (value * Factor).ToString(Format, CultureInfo.InvariantCulture);
    }
}
