using System.Text.Json;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Golden;

/// Each scenario runs, meets its expectations, and does what it did before, dispatch for dispatch.
public class EveryScenario
{
    const string Fingerprints = "tests/Golden/fingerprints.txt";

    // A deadlock, or a limit, is what these are about.
    static readonly Dictionary<string, int> ends = new()
    {
        ["scenarios/locks/dining-deadlock.yaml"] = 3, ["scenarios/processes/fork-bomb.yaml"] = 4,
    };

    public static TheoryData<string> Paths => [.. Directory
        .EnumerateFiles(Command.File("scenarios"), "*.yaml", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Command.File(""), path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Paths))]
    public void Runs_meets_its_expectations_and_keeps_its_fingerprint(string path)
    {
        using var workspace = new Workspace();
        var run = Command.Run("run", path, "--out", workspace["out"], "--quiet");
        if (ends.TryGetValue(path, out var code))
        {
            run.ExitCode.ShouldBe(code);
            run.Errors.ShouldStartWith("timeslice: ");
            run.Errors.ShouldNotContain("expect");
        }
        else (run.ExitCode, run.Errors, run.Output).ShouldBe((0, "", ""));
        var manifest = JsonDocument.Parse(File.ReadAllBytes(workspace["out/manifest.json"]));
        var line = $"{path} {manifest.RootElement.GetProperty("fingerprint").GetString()}";
        File.ReadAllLines(Command.File(Fingerprints)).ShouldContain(line,
            $"the scenario does something else now; if that is meant, put this line into {Fingerprints}");
    }

    [Theory, MemberData(nameof(Paths))]
    public void Says_what_must_be_true(string path) =>
        File.ReadAllLines(Command.File(path)).ShouldContain(line => line.StartsWith("expect:"));
}
