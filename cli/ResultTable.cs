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

    /// <summary>What a terminal is too narrow for goes into further tables, each with the parameters again.</summary>
    static void PrintTable(StudyResult study, List<string> parameters, IReadOnlyList<string> metrics)
    {
        List<Column> settings = [.. parameters.Select((name, i) =>
            new Column(name, [.. study.Points.Select(its => FlowText.ForPeople(its.Point.Parameters[i].Value))]))];
        var room = AnsiConsole.Profile.Width - settings.Sum(column => column.Width);
        var left = new Queue<Column>(metrics.Select(metric => Column.Of(study, metric)));
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine(study.Title);
        while (left.Count > 0)
        {
            List<Column> columns = [left.Dequeue()];
            while (left.Count > 0 && columns.Append(left.Peek()).Sum(column => column.Width) < room)
                columns.Add(left.Dequeue());
            AnsiConsole.Write(TableOf(settings, columns));
        }
        if (study.Replications > 1)
            Console.WriteLine($"means of {study.Replications} replications ± half of the 95 % interval");
    }

    static Table TableOf(List<Column> settings, List<Column> metrics)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in settings) table.AddColumn(new TableColumn(column.Head.EscapeMarkup()).NoWrap());
        foreach (var column in metrics)
            table.AddColumn(new TableColumn(column.Head.EscapeMarkup()).RightAligned().NoWrap());
        for (var row = 0; row < metrics[0].Cells.Count; row++)
            table.AddRow([.. settings.Concat(metrics).Select(column => column.Cells[row].EscapeMarkup())]);
        return table;
    }

    static void PrintTabs(StudyResult study, List<string> parameters, IReadOnlyList<string> metrics)
    {
        PrintTabs([.. parameters, "metric", "unit", "n", "mean", "ci_low", "ci_high"]);
        foreach (var result in study.Points)
            foreach (var metric in metrics)
                if (result[metric] is { } estimate)
                    PrintTabs([.. result.Point.Parameters.Select(p => p.Value), metric, estimate.Unit,
                        $"{estimate.Count}", Text(estimate.Mean), Text(estimate.Low), Text(estimate.High)]);
    }

    static void PrintTabs(IEnumerable<string> fields) => Console.WriteLine(string.Join('\t', fields));

    static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A column before it is laid out: a head of one or more lines, and a cell for each point.</summary>
    sealed record Column(string Head, IReadOnlyList<string> Cells)
    {
        const int Padding = 3, LeastHead = 14;

        public int Width => Cells.Concat(Head.Split('\n')).Max(text => text.Length) + Padding;

        public static Column Of(StudyResult study, string metric)
        {
            var scale = Scale.For(study, metric);
            List<string> cells = [.. study.Points.Select(result => scale.Cell(result[metric]))];
            return new(Wrapped(metric + scale.Suffix, Math.Max(LeastHead, cells.Max(cell => cell.Length))), cells);
        }

        /// <summary>Long names go on in a new line after a dot or before the unit.</summary>
        static string Wrapped(string head, int width)
        {
            var (text, line) = ("", "");
            foreach (var part in head.Replace(".", ".\0").Replace(" ", "\0 ").Split('\0'))
            {
                var fits = line.Length + part.Length <= width;
                if (!fits) text += line.TrimStart() + "\n";
                line = fits ? line + part : part;
            }
            return text + line.TrimStart();
        }
    }

    /// <summary>
    /// The unit in which the values of a column are short, and as many decimals as the largest needs for four digits.
    /// </summary>
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
