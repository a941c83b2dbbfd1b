using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>sweep</c>: for each parameter the values that it takes, all combinations of which
/// are run.</summary>
sealed class SweepReader(IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics)
{
    /// <summary>More points than these are a mistake.</summary>
    const int MostPoints = 100_000;

    readonly RangeReader ranges = new(MostPoints, diagnostics);

    /// <summary>In the order of the file; empty where nothing is swept.</summary>
    public IReadOnlyList<SweptParameter> Read(Node? node)
    {
        if (node is null or ScalarNode { IsEmpty: true }) return [];
        if (node is not MapNode map)
        {
            diagnostics.Error(
                node.Place, "sweep", Wording.Mismatch(node, "a map"), "write {parameter: [value, value]}");
            return [];
        }
        var swept = new List<SweptParameter>();
        decimal points = 1;
        foreach (var entry in map.Entries)
        {
            var path = KeyPath.Of("sweep", entry.Key);
            var known = parameters.ContainsKey(entry.Key);
            if (!known) Unknown(entry, path);
            var values = Values(entry.Value, path, out var count);
            points = points <= decimal.MaxValue / count ? points * count : decimal.MaxValue;
            if (!known || values is null) continue;
            swept.Add(new(entry.Key, [.. values.Select(value => Own(entry.Key, value))]));
        }
        if (points <= MostPoints) return swept;
        var many = points < decimal.MaxValue ? $"{points}" : $"more than {MostPoints}";
        diagnostics.Error(node.Place, "sweep", $"the sweep has {many} points",
            $"at most {MostPoints} are run at once: sweep fewer values");
        return [];
    }

    void Unknown(Entry entry, string path) => diagnostics.Error(
        entry.KeyPlace, path, $"there is no parameter {Excerpt.Of(entry.Key)}",
        diagnostics.IsFull ? null : Wording.Hint(entry.Key, [.. parameters.Keys], "`parameters` names:"));

    /// <summary>Among the values of a parameter, its own name means its default. Other names are replaced point by
    /// point.</summary>
    Node Own(string name, Node value) => value is ScalarNode scalar && scalar.Text == $"${name}"
        ? parameters[name] with { Place = value.Place } : value;

    /// <summary>The values, or null after an error has been reported.</summary>
    /// <param name="count">How many; more than can be run are counted, not made.</param>
    IReadOnlyList<Node>? Values(Node node, string path, out decimal count)
    {
        count = 1;
        if (node is MapNode) return ranges.Read(Substituted(node, path), path, out count);
        if (node is not ListNode { Items: [_, ..] } list)
        {
            var values = node is ScalarNode { IsEmpty: false } ? Excerpt.Cut(node.ToFlow()) : "value, value";
            diagnostics.Error(node.Place, path, $"{Wording.Given(node)} is given, but the values to run are needed",
                $"write [{values}] or {{from: …, to: …, step: …}}");
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
        var whole = new MapNode(range.Place, [new(path, range.Place, range)]);
        return ((MapNode)Substitution.Apply(whole, parameters, diagnostics)).Entries[0].Value;
    }
}
