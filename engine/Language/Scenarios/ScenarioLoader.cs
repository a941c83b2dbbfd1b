using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads and checks a scenario: syntax, parameters, sweep, and the model at every point, reporting all
/// errors at once.</summary>
public sealed class ScenarioLoader(Catalog catalog)
{
    internal static readonly string[] Sections =
    [
        "timeslice", "title", "about", "parameters", "run", "sweep", "metrics", "charts", "expect",
        .. ModelReader.Sections,
    ];

    static readonly HashSet<string> Unreplaced = ["timeslice", "parameters", "sweep", "expect"];

    readonly List<(string Section, Func<Binder, Node, string, object?> Bind)> choices = [];

    /// <summary>The scenario's list <paramref name="section"/> holds choices of a family that is not the engine's
    /// own.</summary>
    public ScenarioLoader With<T>(string section)
    {
        choices.Add((section, (binder, node, path) => binder.Made<T>(node, path)));
        return this;
    }

    /// <summary>The scenario, or null after errors have been reported.</summary>
    /// <param name="set">Parameters given from outside, as YAML: they replace defaults and swept values.</param>
    /// <param name="detect">Kinds of detectors besides those that the scenario asks for.</param>
    public Scenario? Load(string file, Diagnostics diagnostics, IReadOnlyDictionary<string, string>? set = null,
        IReadOnlyList<string>? detect = null)
    {
        if (ScenarioReader.ReadFile(file, diagnostics) is not { } root) return null;
        var top = new MapReader(root, "", diagnostics, Sections);
        if (root is not MapNode map) return null;
        // What is unknown has been told, and is not looked at again.
        var tree = map with { Entries = [.. map.Entries.Where(entry => Sections.Contains(entry.Key))] };
        if (detect is { Count: > 0 }) tree = MoreDetectors.In(tree, detect, diagnostics);
        CheckVersion(top, diagnostics);
        var given = set ?? new Dictionary<string, string>();
        var parameters = new ParametersReader(top, diagnostics).Read(given);
        var sweep = new SweepReader(parameters, diagnostics).Read(top["sweep"]);
        // What is set from outside keeps its place in tables and charts, with one value.
        var swept = sweep
            .Select(one => given.ContainsKey(one.Name) ? one with { Values = [parameters[one.Name]] } : one).ToList();
        var resolved = Resolve(tree, parameters, diagnostics);
        var scenario = Bind(file, tree, top, resolved, parameters, Points.Of(swept), diagnostics);
        // The model at its defaults first: its errors are those that the reader of the file expects.
        ReadModel(catalog, resolved, diagnostics);
        if (!diagnostics.HasErrors)
            new SweepCheck(catalog, tree, resolved, parameters, diagnostics).Check(swept, scenario.Points);
        if (!diagnostics.HasErrors) CheckRuns(scenario, top, diagnostics);
        return diagnostics.HasErrors ? null : scenario;
    }

    internal static Model? ReadModel(Catalog catalog, MapNode resolved, Diagnostics diagnostics) =>
        new ModelReader(catalog, diagnostics).Read(new MapReader(resolved, "", diagnostics, Sections));

    internal static MapNode Resolve(
        MapNode tree, IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics) =>
        (MapNode)Substitution.Apply(tree, parameters, diagnostics, Unreplaced, NamesOfRun(tree));

    /// <summary>What has its value only in the run: the variables, and each thread's number.</summary>
    static HashSet<string> NamesOfRun(MapNode tree) =>
        [Pending.Self, .. tree["variables"] is MapNode map ? map.Entries.Select(entry => entry.Key) : []];

    Scenario Bind(
        string file, MapNode tree, MapReader top, MapNode resolved,
        IReadOnlyDictionary<string, Node> parameters, IReadOnlyList<ScenarioPoint> points, Diagnostics diagnostics)
    {
        var binder = new Binder(catalog, new(), diagnostics);
        var sections = new MapReader(resolved, "", diagnostics, Sections);
        var lists = new ListSections(resolved, diagnostics);
        return new(catalog, tree, file)
        {
            Title = Text(sections, binder, "title") ?? Path.GetFileNameWithoutExtension(file),
            About = Text(sections, binder, "about") ?? "",
            Run = RunReader.Read(resolved["run"], binder, diagnostics),
            Parameters = parameters,
            Points = points,
            Metrics = lists.Metrics(),
            Expectations = new ExpectationReader(parameters, diagnostics).Read(top["expect"]),
            ChoiceLists = choices.ToDictionary(choice => choice.Section, choice =>
                lists.Choices(choice.Section, (node, path) => choice.Bind(binder, node, path))),
        };
    }

    static void CheckVersion(MapReader top, Diagnostics diagnostics)
    {
        if (top.Required("timeslice", "1") is { } version and not ScalarNode { Text: "1", Quoted: false })
            diagnostics.Error(version.Place, "timeslice",
                $"{Wording.Given(version)} is not a version of the language that is known here",
                "write `timeslice: 1`, without quotes");
    }

    static void CheckRuns(Scenario scenario, MapReader top, Diagnostics diagnostics)
    {
        if (scenario.RefuseRuns(scenario.Run.Replications) is not { } problem) return;
        var place = (top["sweep"] ?? top["run"])!.Place;
        diagnostics.Error(place, "sweep", problem, "sweep fewer values or lower `run.replications`");
    }

    static string? Text(MapReader sections, Binder binder, string key) =>
        sections[key] is { } node and not ScalarNode { IsEmpty: true }
            ? (string?)binder.Value(typeof(string), node, key) : null;
}
