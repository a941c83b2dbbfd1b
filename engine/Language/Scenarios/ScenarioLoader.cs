using System.Text;
using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads and checks a scenario: syntax, parameters, sweep, and the model at every point, reporting all errors at once.</summary>
public sealed class ScenarioLoader(Catalog catalog)
{
    static readonly string[] Other = ["timeslice", "title", "about", "parameters", "run", "sweep", "metrics", "charts", "expect"];
    static readonly HashSet<string> Unreplaced = ["timeslice", "parameters", "sweep", "expect"];

    readonly List<(string Section, Func<Binder, Node, string, object?> Bind)> choices = [];

    /// <summary>The scenario's list <paramref name="section"/> holds choices of a family that is not the engine's own.</summary>
    public ScenarioLoader With<T>(string section)
    {
        choices.Add((section, (binder, node, path) => binder.Made<T>(node, path)));
        return this;
    }

    /// <summary>The scenario, or null after errors have been reported.</summary>
    /// <param name="set">Parameters given from outside, as YAML: they replace defaults and are not swept.</param>
    public Scenario? Load(string file, Diagnostics diagnostics, IReadOnlyDictionary<string, string>? set = null)
    {
        if (ScenarioReader.ReadFile(file, diagnostics) is not { } root) return null;
        var top = new MapReader(root, "", diagnostics, [.. Other, .. ModelReader.Sections]);
        if (root is not MapNode tree) return null;
        CheckVersion(top, diagnostics);
        var parameters = top.Named("parameters").ToDictionary(p => p.Name, p => p.Value);
        var pinned = Pin(set ?? new Dictionary<string, string>(), parameters, diagnostics);
        var points = ReadPoints(top, parameters, pinned, diagnostics);
        var resolved = Resolve(tree, parameters, diagnostics);
        var binder = new Binder(catalog, new(), diagnostics);
        var scenario = new Scenario(catalog, tree, file)
        {
            Title = Text(resolved, "title") ?? Path.GetFileNameWithoutExtension(file),
            About = Text(resolved, "about") ?? "",
            Run = RunReader.Read(resolved["run"], binder, diagnostics),
            Parameters = parameters,
            Points = points,
            Metrics = [.. Items(resolved, "metrics", diagnostics).OfType<ScalarNode>().Select(node => node.Text)],
            Expectations = ReadExpectations(top, diagnostics),
            ChoiceLists = choices.ToDictionary(c => c.Section, c => ReadChoices(c, resolved, binder, diagnostics)),
        };
        // The model at its defaults first: its errors are those that the reader of the file expects.
        ReadModel(catalog, tree, parameters, diagnostics);
        if (!diagnostics.HasErrors)
            foreach (var point in points) ReadModel(catalog, tree, scenario.ValuesAt(point), diagnostics);
        return diagnostics.HasErrors ? null : scenario;
    }

    internal static Model? ReadModel(Catalog catalog, MapNode tree, IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics)
    {
        var resolved = Resolve(tree, parameters, diagnostics);
        var quiet = new Diagnostics(diagnostics.File);
        var top = new MapReader(resolved, "", quiet, [.. Other, .. ModelReader.Sections]);
        return new ModelReader(catalog, diagnostics).Read(top);
    }

    static MapNode Resolve(MapNode tree, IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics) =>
        (MapNode)Substitution.Apply(tree, parameters, diagnostics, Unreplaced);

    static void CheckVersion(MapReader top, Diagnostics diagnostics)
    {
        if (top.Required("timeslice", "1") is { } version and not ScalarNode { Text: "1", Quoted: false })
            diagnostics.Error(version.Place, "timeslice", $"{Wording.Given(version)} is not a version of the language that is known here", "write `timeslice: 1`");
    }

    static HashSet<string> Pin(IReadOnlyDictionary<string, string> set, Dictionary<string, Node> parameters, Diagnostics diagnostics)
    {
        foreach (var (name, text) in set)
        {
            var own = new Diagnostics($"--set {name}={text}");
            if (!parameters.ContainsKey(name))
                diagnostics.Error(Place.Start, "parameters", $"--set names {Excerpt.Of(name)}, which is no parameter", Wording.Hint(name, parameters.Keys, "there are:"));
            else if (ScenarioReader.Read(Encoding.UTF8.GetBytes(text), own) is { } value && !own.HasErrors) parameters[name] = value;
            else diagnostics.Error(Place.Start, $"parameters.{name}", $"--set {Excerpt.Cut(name)}={Excerpt.Cut(text)} is no value", own.All[0].Message);
        }
        return [.. set.Keys];
    }

    IReadOnlyList<ScenarioPoint> ReadPoints(MapReader top, Dictionary<string, Node> parameters, HashSet<string> pinned, Diagnostics diagnostics)
    {
        var axes = new SweepReader(parameters, diagnostics).Read(top["sweep"]).Where(axis => !pinned.Contains(axis.Name)).ToList();
        IEnumerable<IEnumerable<KeyValuePair<string, Node>>> points = [[]];
        foreach (var (name, values) in axes)
            points = points.SelectMany(point => values, (point, value) => point.Append(KeyValuePair.Create(name, value)));
        return [.. points.Select((point, i) => new ScenarioPoint(i, [.. point]))];
    }

    static IReadOnlyList<Expectation> ReadExpectations(MapReader top, Diagnostics diagnostics)
    {
        var expectations = new List<Expectation>();
        if (top["expect"] is not { } node) return expectations;
        if (node is not ListNode list)
        {
            diagnostics.Error(node.Place, "expect", $"{Wording.Given(node)} is given, but a list is needed", "write each expectation after `- `");
            return expectations;
        }
        for (var i = 0; i < list.Items.Count; i++)
        {
            var path = KeyPath.Of("expect", i);
            if (list.Items[i] is not ScalarNode { IsEmpty: false } text)
                diagnostics.Error(list.Items[i].Place, path, $"{Wording.Given(list.Items[i])} is given, but a comparison is needed", "such as `cpu.utilization > 90%`");
            else if (Expression.Parse(text.Text, text.Place, path, diagnostics) is { } expression)
                expectations.Add(new(expression, text.Place));
        }
        return expectations;
    }

    static IReadOnlyList<object> ReadChoices(
        (string Section, Func<Binder, Node, string, object?> Bind) choice, MapNode resolved, Binder binder, Diagnostics diagnostics) =>
        [.. Items(resolved, choice.Section, diagnostics).Select((item, i) => choice.Bind(binder, item, KeyPath.Of(choice.Section, i))).OfType<object>()];

    static IEnumerable<Node> Items(MapNode resolved, string section, Diagnostics diagnostics)
    {
        switch (resolved[section])
        {
            case null: return [];
            case ListNode list: return list.Items;
            case var node:
                diagnostics.Error(node.Place, section, $"{Wording.Given(node)} is given, but a list is needed", $"write {section}: [{Excerpt.Cut(node.ToFlow())}]");
                return [];
        }
    }

    static string? Text(MapNode resolved, string key) => resolved[key] is ScalarNode { IsEmpty: false } text ? text.Text : null;
}
