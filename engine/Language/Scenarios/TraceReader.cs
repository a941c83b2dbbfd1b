using System.Globalization;
using System.Text;
using CsvHelper;
using Timeslice.Des;
using Timeslice.Kernel.Clients;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads recorded arrivals from a CSV file beside the scenario. What is wrong is told at the place in the
/// scenario that names the file, with the line of the file.</summary>
sealed class TraceReader(Node named, string path, Diagnostics diagnostics)
{
    const int MostBytes = 64 << 20, MostErrors = 10;

    static readonly (string Column, string Unit)[] Columns =
        [("time", ""), ("time_s", "s"), ("time_ms", "ms"), ("time_us", "us"), ("time_ns", "ns")];

    static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        Separator = ',', HasHeader = true, TrackLineNumbers = true, Encoding = new UTF8Encoding(false, true),
        FormatProvider = CultureInfo.InvariantCulture, FieldCountMismatch = CsvFieldCountHandling.Throw,
        MaxRecordSize = 1 << 16, DetectSeparatorHint = false, MalformedData = CsvMalformedDataHandling.Throw,
    };

    readonly List<Duration> times = [];
    readonly List<string> classes = [];
    string file = "";
    int errors;

    /// <summary>The arrivals, or null after errors have been reported.</summary>
    /// <param name="name">The path of the file, from the folder of the scenario.</param>
    public RecordedArrivals? Read(string name)
    {
        file = name;
        if (name.Length == 0 || Path.IsPathRooted(name))
            return Refuse("is not a path from the folder of the scenario", "write `arrivals.csv`");
        var place = Path.Join(Path.GetDirectoryName(diagnostics.File), name);
        try
        {
            if (Directory.Exists(place)) return Refuse("is a folder", "name a CSV file");
            if (!File.Exists(place)) return Refuse("does not exist", "its path is relative to the scenario's folder");
            if (new FileInfo(place).Length > MostBytes) return Refuse("is larger than 64 MiB");
            using var reader = CsvReader.Create(File.ReadAllBytes(place), Options);
            return ReadAll(reader);
        }
        catch (UnauthorizedAccessException)
        {
            return Refuse("may not be read", "check its permissions");
        }
        catch (DecoderFallbackException)
        {
            return Refuse("is not UTF-8", "save it as UTF-8");
        }
        catch (CsvFormatException problem)
        {
            return Refuse($"line {problem.LineNumber}: {problem.Message}");
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or NotSupportedException)
        {
            return Refuse($"cannot be read: {problem.Message}");
        }
    }

    RecordedArrivals? ReadAll(CsvReader reader)
    {
        if (Time(reader.Headers) is not var (time, unit)) return null;
        var kind = reader.Headers.ToList().IndexOf("class");
        while (errors < MostErrors && reader.Read())
        {
            if (TimeIn(reader, time, unit) is { } at) times.Add(at);
            if (kind >= 0) classes.Add(reader.GetString(kind));
        }
        if (errors == 0 && times.Count == 0) Tell("there are no arrivals in it");
        return errors > 0 ? null : new(times, kind >= 0 ? classes : null);
    }

    /// <summary>Which column has the times, and in which unit.</summary>
    (int Column, string Unit)? Time(IReadOnlyList<string> headers)
    {
        var found = Columns.Where(one => headers.Contains(one.Column)).ToList();
        foreach (var header in headers)
            if (header != "class" && !Columns.Any(one => one.Column == header))
                Tell($"line 1: there is no column {Excerpt.Of(header)} here; "
                    + "there are: time, time_s, time_ms, time_us, time_ns, class");
        foreach (var twice in headers.GroupBy(header => header).Where(group => group.Count() > 1))
            Tell($"line 1: the column {Excerpt.Of(twice.Key)} is there twice");
        if (found.Count != 1) Tell("line 1: one column must have the times: time, time_s, time_ms, time_us or time_ns");
        return errors > 0 ? null : (headers.ToList().IndexOf(found[0].Column), found[0].Unit);
    }

    Duration? TimeIn(CsvReader reader, int column, string unit)
    {
        var text = reader.GetString(column);
        var problem = "";
        if (!Amounts.TryParse(text + unit, out var amount, out problem)) problem = $"{Excerpt.Of(text)}: {problem}";
        else if (amount.Dimension != Dimension.Duration)
            problem = $"{Excerpt.Of(text)} is no duration, such as `12.5ms`";
        else if (amount.Value < 0) problem = $"{Excerpt.Of(text)} is below 0";
        else if (times.Count > 0 && amount.Value < times[^1].Nanoseconds)
            problem = $"{Excerpt.Of(text)} is earlier than the line before, {times[^1]}";
        else return new Duration((long)amount.Value);
        Tell($"line {reader.LineNumber}: {problem}");
        return null;
    }

    void Tell(string problem)
    {
        errors++;
        diagnostics.Error(named.Place, path, $"{Excerpt.Of(file)}: {problem}");
    }

    RecordedArrivals? Refuse(string problem, string? hint = null)
    {
        errors++;
        diagnostics.Error(named.Place, path, $"{Excerpt.Of(file)} {problem}", hint);
        return null;
    }
}
