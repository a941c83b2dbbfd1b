using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Timeslice.Experiments.Output;

/// <summary>What made these results, so that anyone can make them again, and tell whether they did.</summary>
public static class ManifestJson
{
    public const string Name = "manifest.json";
    const string Engine = "timeslice";

    /// <param name="normalised">The scenario on one line.</param>
    /// <param name="files">What else was written.</param>
    public static byte[] Of(StudyResult study, string normalised, IEnumerable<string> files) => SummaryJson.Json(json =>
    {
        json.WriteString("engine", $"{Engine} {study.EngineVersion}");
        json.WriteString("scenario", study.Scenario);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(normalised));
        json.WriteString("scenario_sha256", Convert.ToHexStringLower(hash));
        json.WriteString("seed", study.Seed.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("replications", study.Replications);
        json.WriteNumber("points", study.Points.Count);
        json.WriteString("fingerprint", Fingerprint(study).ToString("x16", CultureInfo.InvariantCulture));
        json.WriteBoolean("complete", study.Runs.All(run => run.IsComplete));
        json.WriteString("resolved", normalised);
        json.WriteStartArray("files");
        foreach (var file in files) json.WriteStringValue(file);
        json.WriteEndArray();
    });

    /// <summary>
    /// One number for all dispatches and all values of all runs: equal results have equal fingerprints.
    /// </summary>
    public static ulong Fingerprint(StudyResult study)
    {
        var all = Des.Fingerprint.Start;
        foreach (var run in study.Runs)
        {
            all = all.With(run.Fingerprint);
            foreach (var measured in run.Measurements) all = all.With(BitConverter.DoubleToUInt64Bits(measured.Value));
        }
        return all.Value;
    }

    /// <summary>The files that an earlier manifest of ours names; none if there is none that can be read.</summary>
    public static IReadOnlyList<string> FilesOf(string folder)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Name)));
            var manifest = json.RootElement;
            if (manifest.GetProperty("engine").GetString()?.Split(' ')[0] != Engine) return [];
            return [.. manifest.GetProperty("files").EnumerateArray().Select(file => file.GetString() ?? "")];
        }
        catch (Exception problem) when (IsUnreadable(problem))
        {
            return [];
        }
    }

    static bool IsUnreadable(Exception problem) => problem is IOException or UnauthorizedAccessException
        or JsonException or KeyNotFoundException or InvalidOperationException;
}
