using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Golden;

/// Each C# script builds and runs as its users run it, and prints what it did before.
public class EveryScript
{
    // What the tests were built as, so that nothing but the script itself is to be built.
#if DEBUG
    const string Configuration = "Debug";
#else
    const string Configuration = "Release";
#endif

    public static TheoryData<string> Names => [.. Directory
        .EnumerateFiles(Command.File("scenarios/scripts"), "*.cs")
        .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void Prints_what_it_did_before(string name)
    {
        using var workspace = new Workspace();
        var script = Command.File($"scenarios/scripts/{name}.cs");
        var run = Command.Dotnet(workspace["."], "run", "--configuration", Configuration, "--file", script);
        (run.ExitCode, run.Errors).ShouldBe((0, ""), run.Output);
        run.Output.ShouldBe(File.ReadAllText(Command.File($"tests/Golden/scripts/{name}.txt")),
            $"the script prints something else now; if that is meant, put it into tests/Golden/scripts/{name}.txt");
    }

    [Theory, MemberData(nameof(Names))]
    public void Says_on_top_what_it_shows_how_to_run_it_and_what_to_look_for(string name)
    {
        var top = File.ReadLines(Command.File($"scenarios/scripts/{name}.cs")).TakeWhile(line => line.StartsWith("//"));
        string.Join('\n', top).ShouldSatisfyAllConditions(
            text => text.ShouldContain($"//     dotnet run scenarios/scripts/{name}.cs"),
            text => text.ShouldContain("\n// Look "));
    }

    [Fact]
    public void Builds_leave_nothing_among_the_scripts() => Directory
        .EnumerateFileSystemEntries(Command.File("scenarios/scripts"))
        .Where(path => !path.EndsWith(".cs", StringComparison.Ordinal)).ShouldBeEmpty();
}
