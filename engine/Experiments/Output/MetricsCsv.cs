using System.Globalization;
using CsvHelper;
using Timeslice.Des;

namespace Timeslice.Experiments.Output;

/// <summary>The tidy table: one row per scenario, parameters, replication and metric.</summary>
public static class MetricsCsv
{
    /// <summary>
    /// UTF-8, LF, RFC 4180; doubles read back as they were; text that a
    /// spreadsheet would take for a formula is defused.
    /// </summary>
    public static byte[] Of(StudyResult study)
    {
        using var memory = new MemoryStream();
        var options = CsvWriterOptions.Default with
        {
            NewLine = "\n", Injection = CsvInjection.Escape, FormatProvider = CultureInfo.InvariantCulture,
        };
        using (var csv = CsvWriter.Create(memory, options, leaveOpen: true))
        {
            var parameters = study.Traced.Parameters.Select(p => p.Key);
            csv.WriteHeader(["scenario", .. parameters, "replication", "metric", "unit", "value", "ending"]);
            foreach (var run in study.Runs)
                foreach (var measured in run.Measurements) WriteRow(csv, study.Scenario, run, measured);
        }
        return memory.ToArray();
    }

    /// <summary>
    /// <c>done</c>, <c>time-reached</c>, <c>deadlock</c>, <c>limit-reached</c>, <c>program-error</c>.
    /// </summary>
    public static string Ending(RunRecord run) => run.Ending.Reason switch
    {
        EndReason.TimeReached => "time-reached",
        EndReason.LimitReached => "limit-reached",
        EndReason.ProgramError => "program-error",
        var reason => reason.ToString().ToLowerInvariant(),
    };

    static void WriteRow(CsvWriter csv, string scenario, RunRecord run, Measurement measured)
    {
        csv.WriteField(scenario);
        foreach (var (_, value) in run.Point.Parameters) csv.WriteField(value);
        csv.WriteField(run.Replication, "D");
        csv.WriteField(measured.Metric);
        csv.WriteField(measured.Unit);
        csv.WriteField(measured.Value, "R");
        csv.WriteField(Ending(run));
        csv.EndRecord();
    }
}
