using System.Text;
using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>parameters</c>, with values given from outside in the place of its own.</summary>
sealed class ParametersReader(MapReader top, Diagnostics diagnostics)
{
    /// <summary>The values by name, as they are written: they may refer to one another.</summary>
    /// <param name="set">Values from outside, as YAML.</param>
    public Dictionary<string, Node> Read(IReadOnlyDictionary<string, string> set)
    {
        var parameters = new Dictionary<string, Node>();
        foreach (var (name, value, _) in top.Named("parameters")) parameters.Add(name, value);
        CheckNames();
        foreach (var (name, text) in set) Set(parameters, name, text);
        CheckAll(parameters);
        return parameters;
    }

    void CheckNames()
    {
        if (top["parameters"] is not MapNode map) return;
        if (map.Entries.Any(entry => entry.Key == Pending.Self))
            diagnostics.Error(map.Place, "parameters", $"`{Pending.Self}` is the number of the thread that asks",
                "give the parameter another name");
        foreach (var entry in map.Entries.Where(entry => entry.Key.Trim().Length > 0 && !Expression.IsName(entry.Key)))
            diagnostics.Error(
                entry.KeyPlace, "parameters", $"{Excerpt.Of(entry.Key)} cannot be written after a `$`",
                "a name is letters, digits and `_`, joined by single `-` or `.`, and starts with a letter");
    }

    void Set(Dictionary<string, Node> parameters, string name, string text)
    {
        if (!parameters.TryGetValue(name, out var own))
        {
            diagnostics.Error(
                Place.Start, "parameters", $"--set names {Excerpt.Of(name)}, which is no parameter",
                Wording.Hint(name, parameters.Keys, "there are:"));
            return;
        }
        var problems = new Diagnostics("--set");
        var value = text.Trim().Length == 0 ? null : ScenarioReader.Read(Encoding.UTF8.GetBytes(text), problems);
        if (value is not null && !problems.HasErrors) parameters[name] = Moved(value, own.Place);
        else
            diagnostics.Error(
                own.Place, KeyPath.Of("parameters", name),
                $"--set {Excerpt.Cut(name)}={Excerpt.Cut(text)} gives no value",
                problems.HasErrors ? problems.All[0].Message : $"write --set {Excerpt.Cut(name)}=VALUE");
    }

    /// <summary>A value from outside has no place in the file but that of the parameter.</summary>
    static Node Moved(Node node, Place place) => node switch
    {
        MapNode map => new MapNode(place, [.. map.Entries.Select(entry => Moved(entry, place))]),
        ListNode list => new ListNode(place, [.. list.Items.Select(item => Moved(item, place))]),
        _ => node with { Place = place },
    };

    static Entry Moved(Entry entry, Place place) => new(entry.Key, place, Moved(entry.Value, place));

    /// <summary>Also those that nothing refers to: a circle among them is a mistake too.</summary>
    void CheckAll(Dictionary<string, Node> parameters)
    {
        if (top["parameters"] is not MapNode map) return;
        if (map.Entries.Any(entry => entry.Key == Pending.Self))
            diagnostics.Error(map.Place, "parameters", $"`{Pending.Self}` is the number of the thread that asks",
                "give the parameter another name");
        var uses = map with { Entries = [.. map.Entries.Where(entry => Expression.IsName(entry.Key)).Select(Use)] };
        Substitution.Apply(new MapNode(map.Place, [new("parameters", map.Place, uses)]), parameters, diagnostics);
    }

    static Entry Use(Entry parameter) =>
        parameter with { Value = new ScalarNode(parameter.Value.Place, $"${parameter.Key}", Quoted: false) };
}
