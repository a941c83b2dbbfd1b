using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>sweep</c>: for each parameter the values that it takes, all combinations of which are run.</summary>
sealed class SweepReader(IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics)
{
    /// <summary>More points than these are a mistake.</summary>
    const int MostPoints = 100_000;

    readonly RangeReader ranges = new(MostPoints, diagnostics);

    /// <summary>Parameters in the order of the file, the last one varying fastest; empty where nothing is swept.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<Node> Values)> Read(Node? node)
    {
        if (node is null or ScalarNode { IsEmpty: true }) return [];
        if (node is not MapNode map)
        {
            diagnostics.Error(node.Place, "sweep", $"{Wording.Given(node)} is given, but a map is needed", "write {parameter: [value, value]}");
            return [];
        }
        var swept = new List<(string, IReadOnlyList<Node>)>();
        decimal points = 1;
        foreach (var entry in map.Entries)
        {
            var path = KeyPath.Of("sweep", entry.Key);
            var known = parameters.ContainsKey(entry.Key);
            if (!known)
                diagnostics.Error(entry.KeyPlace, path, $"there is no parameter {Excerpt.Of(entry.Key)}", Wording.Hint(entry.Key, parameters.Keys.ToList(), "`parameters` names:"));
            var values = Values(entry.Value, path, out var count);
            points = points <= decimal.MaxValue / count ? points * count : decimal.MaxValue;
            if (known && values is not null) swept.Add((entry.Key, [.. values.Select(value => Own(entry.Key, value))]));
        }
        if (points <= MostPoints) return swept;
        diagnostics.Error(node.Place, "sweep", $"the sweep has {(points < decimal.MaxValue ? points : $"more than {MostPoints}")} points", $"at most {MostPoints} are run at once: sweep fewer values");
        return [];
    }

    /// <summary>Among the values of a parameter, its own name means its default. Other names are replaced point by point.</summary>
    Node Own(string name, Node value) =>
        value is ScalarNode { Text: var text } && text == $"${name}" ? parameters[name] with { Place = value.Place } : value;

    /// <summary>The values, or null after an error has been reported.</summary>
    /// <param name="count">How many; more than can be run are counted, not made.</param>
    IReadOnlyList<Node>? Values(Node node, string path, out decimal count)
    {
        count = 1;
        if (node is MapNode) return ranges.Read(Substituted(node, path), path, out count);
        if (node is not ListNode { Items: [_, ..] } list)
        {
            diagnostics.Error(node.Place, path, $"{Wording.Given(node)} is given, but the values to run are needed",
                $"write {(node is ScalarNode { IsEmpty: false } one ? $"[{Excerpt.Cut(one.ToFlow())}]" : "[value, value]")} or {{from: …, to: …, step: …}}");
            return null;
        }
        count = list.Items.Count;
        var empty = list.Items.FirstOrDefault(item => item is ScalarNode { IsEmpty: true });
        if (empty is null) return list.Items;
        diagnostics.Error(empty.Place, path, "a value is empty", "give it, or remove its comma or `- `");
        return null;
    }

    /// <summary>A range with its parameters replaced, as part of the whole for the sake of its path.</summary>
    Node Substituted(Node range, string path)
    {
        var whole = Substitution.Apply(new MapNode(range.Place, [new(path, range.Place, range)]), parameters, diagnostics);
        return ((MapNode)whole).Entries[0].Value;
    }
}
