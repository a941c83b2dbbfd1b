using System.Text.RegularExpressions;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Tidy;

/// What the pages say is so: their scenarios run, what they link to is there.
public partial class Readme
{
    public static TheoryData<string> Pages =>
    [
        "README.md", "engine/COMING-FROM-SIMPY.md", "engine/WRITING-A-SCHEDULER.md", "engine/DESIGN.md",
        "scenarios/REFERENCE.md", "tests/Benchmarks/results.md",
    ];

    [Fact]
    public void Its_scenario_runs()
    {
        using var workspace = new Workspace();
        var scenario = Yaml().Match(File.ReadAllText(Command.File("README.md"))).Groups["text"].Value;
        var run = Command.Run("run", workspace.Write("readme.yaml", scenario), "--quiet", "--out", workspace["out"]);
        (run.ExitCode, run.Errors).ShouldBe((0, ""));
    }

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        var broken = Link().Matches(File.ReadAllText(Command.File(page)))
            .Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains("://") && !File.Exists(Command.File(Path.Combine(folder, target))));
        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Its_table_names_every_scenario_with_its_title()
    {
        var readme = File.ReadAllText(Command.File("README.md"));
        foreach (var path in Directory.EnumerateFiles(Command.File("scenarios"), "*.yaml", SearchOption.AllDirectories))
        {
            var title = File.ReadLines(path).First(line => line.StartsWith("title: "))["title: ".Length..];
            var name = Path.GetRelativePath(Command.File("scenarios"), path);
            readme.ShouldContain($"| [{name}](scenarios/{name}) | {title} |");
        }
    }

    [GeneratedRegex(@"```yaml\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)\)")]
    private static partial Regex Link();
}
