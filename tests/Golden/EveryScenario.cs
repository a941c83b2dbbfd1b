using System.Text.Json;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Golden;

/// Each scenario runs, meets its expectations, and does what it did before, dispatch for dispatch.
public class EveryScenario
{
    const string Fingerprints = "tests/Golden/fingerprints.txt";

    // A deadlock is what it is about.
    const string Deadlock = "scenarios/locks/dining-deadlock.yaml";

    public static TheoryData<string> Paths => [.. Directory
        .EnumerateFiles(Command.File("scenarios"), "*.yaml", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Command.File(""), path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Paths))]
    public void Runs_meets_its_expectations_and_keeps_its_fingerprint(string path)
    {
        using var workspace = new Workspace();
        var run = Command.Run("run", path, "--out", workspace["out"], "--quiet");
        if (path == Deadlock)
        {
            run.ExitCode.ShouldBe(3);
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
