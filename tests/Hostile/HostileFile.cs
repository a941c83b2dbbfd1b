using Timeslice.Cli;
using Timeslice.Language.Binding;
using Timeslice.Language.Scenarios;
using Timeslice.Language.Syntax;
using Timeslice.Plots.Charts;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Hostile;

/// One file of this folder: a whole scenario that is wrong in one way, or strange and yet right, and what is said of
/// it.
sealed record HostileFile(string Path)
{
    const string Folder = "tests/Hostile", Golden = $"{Folder}/messages.txt";

    static readonly Catalog Catalog = Timeslice.Cli.Scenarios.Catalog();

    /// The names of a kind of files, by subfolder; "" are those that are refused.
    public static TheoryData<string> Names(string subfolder)
    {
        var folder = System.IO.Path.Join(Folder, subfolder);
        return [.. Directory.EnumerateFiles(Command.File(folder), "*.yaml")
            .Select(path => System.IO.Path.Join(folder, System.IO.Path.GetFileName(path)))
            .Order(StringComparer.Ordinal)];
    }

    /// What the golden file says of it.
    public string[] Expected => [.. File.ReadLines(Command.File(Golden)).Where(line => line.StartsWith($"{Path}:"))];

    /// Values for parameters, from a first line `# --set name=value`.
    public IReadOnlyList<string> Sets
    {
        get
        {
            var first = File.ReadLines(Command.File(Path)).FirstOrDefault() ?? "";
            return first.StartsWith("# --set ") ? first[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        }
    }

    /// Read here, in this process.
    public (Scenario? Scenario, Diagnostics Diagnostics) Load()
    {
        var diagnostics = new Diagnostics(Path);
        var set = Sets.Where(word => word != "--set").Select(word => word.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        var loader = new ScenarioLoader(Catalog).With<Chart>("charts");
        return (loader.Load(Command.File(Path), diagnostics, set), diagnostics);
    }

    /// Every place that a message names lies inside the file.
    public void ShouldHold(Diagnostics diagnostics)
    {
        var lines = File.ReadAllText(Command.File(Path)).Split('\n');
        foreach (var one in diagnostics.All)
        {
            one.Place.Line.ShouldBeInRange(1, lines.Length);
            one.Place.Column.ShouldBeInRange(1, lines[one.Place.Line - 1].Length + 1);
        }
    }

    /// Run by the command, as a process of its own.
    public Command Run(string output) => Command.Run(["run", Path, "--quiet", "--out", output, .. Sets]);

    /// Run as the command does, in this process.
    public ExitCode RunHere(string output) => new RunSession(
        Command.File(Path), new Dictionary<string, string>(), null, null,
        Jobs: 1, output, Json: false, Quiet: true, default).Run();
}
