using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Checks the model at every point of a sweep whose defaults are right: what is wrong with a swept value is
/// told at that value.</summary>
sealed class SweepCheck(
    Catalog catalog, MapNode tree, MapNode resolved,
    IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics)
{
    /// <summary>Read once for the whole study, not at each point.</summary>
    static readonly string[] Common = ["title", "about", "run", "metrics", "charts"];

    readonly HashSet<string> known = [], told = [];

    // One for all points: copying it for each would take time in the square of the parameters.
    readonly Dictionary<string, Node> values = new(parameters);

    /// <summary>Each value alone first; then, if all are right, what only their combinations do.</summary>
    public void Check(IReadOnlyList<SweptParameter> swept, IReadOnlyList<ScenarioPoint> points)
    {
        var defaults = new Diagnostics(diagnostics.File);
        ScenarioLoader.ReadModel(catalog, resolved, defaults);
        known.UnionWith(defaults.All.Select(one => one.Path));
        foreach (var (name, its) in swept)
            foreach (var value in its) CheckValue(name, value);
        if (swept.Count < 2) return;
        foreach (var point in points)
            if (!diagnostics.HasErrors) CheckPoint(point);
    }

    void CheckValue(string name, Node value)
    {
        var (at, problems) = Read([new(name, value)]);
        foreach (var section in Common)
            if (at[section]?.ToFlow() != resolved[section]?.ToFlow() && told.Add($"{section} {name}"))
                diagnostics.Error(tree[section]!.Place, section,
                    $"`{section}` depends on `{Excerpt.Cut(name)}`, which is swept, but is the same at all points",
                    "write a value here, or another parameter");
        foreach (var one in problems.All.DistinctBy(one => one.Message).Where(one => !known.Contains(one.Path)))
        {
            var place = Holds(value, one.Place) ? one.Place : value.Place;
            Tell(one, place, KeyPath.Of("sweep", name), [new(name, value)]);
        }
    }

    void CheckPoint(ScenarioPoint point)
    {
        foreach (var one in Read(point.Swept).Problems.All)
            if (!known.Contains(one.Path) && told.Add(one.Path))
                Tell(one, point.Swept[0].Value.Place, "sweep", point.Swept);
    }

    (MapNode Resolved, Diagnostics Problems) Read(IReadOnlyList<KeyValuePair<string, Node>> swept)
    {
        foreach (var (name, value) in swept) values[name] = value;
        var problems = new Diagnostics(diagnostics.File);
        var at = ScenarioLoader.Resolve(tree, values, problems);
        ScenarioLoader.ReadModel(catalog, at, problems);
        foreach (var (name, _) in swept) values[name] = parameters[name];
        return (at, problems);
    }

    void Tell(Diagnostic one, Place place, string path, IReadOnlyList<KeyValuePair<string, Node>> swept)
    {
        told.Add(one.Path);
        var with = string.Join(", ", swept.Select(p => $"{Excerpt.Cut(p.Key)}: {Excerpt.Cut(p.Value.ToFlow())}"));
        var message = $"with `{with}`, {one.Path}: {one.Message}";
        if (one.Severity == Severity.Error) diagnostics.Error(place, path, message, one.Hint);
        else diagnostics.Warn(place, path, message, one.Hint);
    }

    /// <summary>Whether a place lies inside a value: then the problem is told there, not where the value is
    /// used.</summary>
    static bool Holds(Node value, Place place) => value switch
    {
        MapNode map => map.Entries.Any(entry =>
            entry.KeyPlace == place || entry.Value.Place == place || Holds(entry.Value, place)),
        ListNode list => list.Items.Any(item => item.Place == place || Holds(item, place)),
        _ => false,
    };
}
