using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>sweep</c>: for each parameter the values that it takes, all combinations of which are run.</summary>
sealed class SweepReader(IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics)
{
    /// <summary>More points than these are a mistake.</summary>
    const int MostPoints = 100_000;

    /// <summary>Parameters in the order of the file, the last one varying fastest; empty where nothing is swept.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<Node> Values)> Read(Node? node)
    {
        if (node is null) return [];
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
            if (!parameters.ContainsKey(entry.Key))
                diagnostics.Error(entry.KeyPlace, path, $"there is no parameter {Excerpt.Of(entry.Key)}", Wording.Hint(entry.Key, [.. parameters.Keys], "`parameters` names:"));
            var values = Values(entry.Value, path, out var count)?.Select(value => Own(entry.Key, value)).ToList();
            if (points <= decimal.MaxValue / Math.Max(1, count)) points *= Math.Max(1, count);
            if (values is not null) swept.Add((entry.Key, values));
        }
        if (points <= MostPoints) return swept;
        diagnostics.Error(node.Place, "sweep", $"the sweep has {points} points", $"at most {MostPoints} are run at once; sweep fewer values");
        return [];
    }

    /// <summary>Among the values of a parameter, its own name means its default. Other names are replaced point by point.</summary>
    Node Own(string name, Node value) =>
        value is ScalarNode { Text: var text } && text == $"${name}" && parameters.TryGetValue(name, out var given) ? given : value;

    /// <summary>A list, or a range <c>{from, to, step}</c> or <c>{from, to, times}</c>.</summary>
    IReadOnlyList<Node>? Values(Node node, string path, out decimal count)
    {
        count = 1;
        if (node is MapNode) return Range(node, path, out count);
        if (node is not ListNode list || list.Items.Count == 0)
            return Refuse(node, path, $"{Wording.Given(node)} is given, but the values to run are needed", "write [value, value] or {from: …, to: …, step: …}");
        count = list.Items.Count;
        foreach (var item in list.Items)
            if (item is ScalarNode { IsEmpty: true }) return Refuse(item, path, "a value is empty");
        return list.Items;
    }

    IReadOnlyList<Node>? Range(Node node, string path, out decimal count)
    {
        count = 1;
        var map = new MapReader(Substitution.Apply(node, parameters, diagnostics), path, diagnostics, "from", "to", "step", "times");
        if (Bound(map, "from") is not { } from || Bound(map, "to") is not { } to) return null;
        if (map["step"] is null == map["times"] is null) return Refuse(node, path, "a range needs either `step` or `times`", "write {from: 1, to: 16, times: 2}");
        if (from.Dimension != to.Dimension) return Refuse(node, path, $"`from` is {from} and `to` is {to}: they do not measure the same");
        return map["step"] is not null ? Steps(map, from, to, out count) : Powers(map, from, to, out count);
    }

    IReadOnlyList<Node>? Steps(MapReader map, Amount from, Amount to, out decimal count)
    {
        count = 1;
        if (Bound(map, "step") is not { } step) return null;
        if (step.Dimension != from.Dimension) return Refuse(map["step"]!, map.Path, $"the step {step} does not measure the same as {from}");
        if (step.Value == 0 || step.Value > 0 != to.Value >= from.Value)
            return Refuse(map["step"]!, map.Path, $"with a step of {step}, {from} never comes to {to}");
        count = Math.Floor((to.Value - from.Value) / step.Value) + 1;
        return Listed(map, count, i => new Amount(from.Value + i * step.Value, from.Dimension));
    }

    IReadOnlyList<Node>? Powers(MapReader map, Amount from, Amount to, out decimal count)
    {
        count = 1;
        if (Bound(map, "times") is not { } times) return null;
        if (times.Dimension != Dimension.Number || times.Value <= 0 || times.Value == 1 || from.Value <= 0 || times.Value > 1 != to.Value >= from.Value)
            return Refuse(map["times"]!, map.Path, $"multiplied by {times} again and again, {from} never comes to {to}");
        var values = new List<Amount>();
        for (var value = from.Value; values.Count <= MostPoints && (times.Value > 1 ? value <= to.Value : value >= to.Value); value *= times.Value)
            values.Add(new(value, from.Dimension));
        count = values.Count;
        return Listed(map, count, i => values[i]);
    }

    IReadOnlyList<Node>? Listed(MapReader map, decimal count, Func<int, Amount> value) => count > MostPoints ? []
        : [.. Enumerable.Range(0, (int)count).Select(i => new ScalarNode(map.Place, value(i).ToString(), Quoted: false))];

    Amount? Bound(MapReader map, string key)
    {
        if (map.Required(key, "1") is not ScalarNode scalar) return null;
        if (Amounts.TryParse(scalar.Text, out var amount, out var problem)) return amount;
        diagnostics.Error(scalar.Place, KeyPath.Of(map.Path, key), problem);
        return null;
    }

    IReadOnlyList<Node>? Refuse(Node node, string path, string message, string? hint = null)
    {
        diagnostics.Error(node.Place, path, message, hint);
        return null;
    }
}
