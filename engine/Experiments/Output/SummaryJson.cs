using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Timeslice.Experiments.Output;

/// <summary>
/// The summary: per point its parameters and, per metric, the mean with its interval; and what did not end as asked.
/// </summary>
public static class SummaryJson
{
    static readonly JsonWriterOptions Layout = new()
    {
        Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Of(StudyResult study) => Json(json =>
    {
        json.WriteString("scenario", study.Scenario);
        json.WriteString("title", study.Title);
        json.WriteStartArray("points");
        foreach (var result in study.Points) Write(json, result);
        json.WriteEndArray();
        json.WriteStartArray("incomplete");
        foreach (var run in study.Runs.Where(run => !run.IsComplete)) Write(json, run);
        json.WriteEndArray();
    });

    /// <summary>A JSON object, indented, LF, ending with a line end; no letter is escaped that need not be.</summary>
    internal static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Layout))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        memory.WriteByte((byte)'\n');
        return memory.ToArray();
    }

    internal static void Write(Utf8JsonWriter json, Point point)
    {
        json.WriteStartObject("parameters");
        foreach (var (name, value) in point.Parameters)
            if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                json.WriteNumber(name, number);
            else json.WriteString(name, value);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, PointResult result)
    {
        json.WriteStartObject();
        Write(json, result.Point);
        json.WriteStartObject("metrics");
        foreach (var (metric, estimate) in result.Metrics) Write(json, metric, estimate);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string metric, Estimate estimate)
    {
        json.WriteStartObject(metric);
        json.WriteString("unit", estimate.Unit);
        json.WriteNumber("n", estimate.Count);
        json.WriteNumber("mean", estimate.Mean);
        WriteOrNull(json, "ci_low", estimate.Low);
        WriteOrNull(json, "ci_high", estimate.High);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, RunRecord run)
    {
        json.WriteStartObject();
        Write(json, run.Point);
        json.WriteNumber("replication", run.Replication);
        json.WriteString("ending", MetricsCsv.Ending(run));
        json.WriteNumber("at", run.Ending.At.Seconds);
        json.WriteString("evidence", run.Ending.Evidence);
        json.WriteEndObject();
    }

    static void WriteOrNull(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
