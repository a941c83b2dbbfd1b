using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Golden;

/// The same input gives the same bytes: any number of workers, any day, any country.
public class SameBytes
{
    const string Scenario = "scenarios/locks/bathroom-and-kitchen.yaml";

    [Fact]
    public void On_one_worker_and_on_two_twice_and_in_Germany()
    {
        using var workspace = new Workspace();
        var germany = new Dictionary<string, string>
        {
            ["LANG"] = "de_DE.UTF-8", ["LC_ALL"] = "de_DE.UTF-8", ["LANGUAGE"] = "de",
        };
        Run(workspace, "one", new Dictionary<string, string>(), "-j", "1");
        Run(workspace, "two", new Dictionary<string, string>(), "-j", "2");
        Run(workspace, "again", new Dictionary<string, string>(), "-j", "2");
        Run(workspace, "germany", germany, "-j", "2");
        var first = workspace.Files("one");
        first.Keys.ShouldContain("metrics.csv");
        foreach (var other in (string[])["two", "again", "germany"])
            workspace.Files(other).ShouldBe(first, ignoreOrder: true);
    }

    static void Run(
        Workspace workspace, string name, IReadOnlyDictionary<string, string> environment, params string[] jobs) =>
        Command.Run(environment, ["run", Scenario, "--replications", "2", "-q", "--out", workspace[name], .. jobs])
            .ExitCode.ShouldBe(0);
}
