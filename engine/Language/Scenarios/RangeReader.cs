using Timeslice.Language.Binding;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads a range of values, <c>{from, to, step}</c> or <c>{from, to, times}</c>; both ends belong to it.
/// Steps are exact decimals.</summary>
/// <param name="most">Longer ranges are counted, not made.</param>
sealed class RangeReader(int most, Diagnostics diagnostics)
{
    const string Forms = "write {from: 1, to: 16, times: 2} or {from: 1, to: 16, step: 1}";
    /// <summary>The values, or null after an error has been reported.</summary>
    /// <param name="count">How many; the largest decimal where they cannot be counted.</param>
    public IReadOnlyList<Node>? Read(Node node, string path, out decimal count)
    {
        count = 1;
        var errors = diagnostics.Errors;
        var map = new MapReader(node, path, diagnostics, "from", "to", "step", "times");
        var (from, to) = (Bound(map, "from"), Bound(map, "to"));
        if (diagnostics.Errors > errors) return null;
        var by = map["step"] is null ? "times" : "step";
        if (map["step"] is null && map["times"] is null)
            return Refuse(node, path, "a range needs `step` or `times`", Forms);
        if (map["step"] is not null && map["times"] is not null)
            return Refuse(node, path, "both `step` and `times` are given", Forms);
        if (Bound(map, by) is not { } change || from is not { } first || to is not { } last) return null;
        if (first.Dimension != last.Dimension)
            return Refuse(node, path, $"`from` is {first} and `to` is {last}: they do not measure the same",
                "give both the same kind of unit");
        return by == "step" ? Steps(map, first, last, change, out count) : Powers(map, first, last, change, out count);
    }

    List<Node>? Steps(MapReader map, Amount from, Amount to, Amount step, out decimal count)
    {
        count = 1;
        if (step.Dimension != from.Dimension)
            return Refuse(map["step"]!, map.Path, $"the step {step} does not measure the same as {from}",
                "give both the same kind of unit");
        var up = to.Value >= from.Value;
        if (step.Value == 0 || step.Value > 0 != up)
            return Refuse(map["step"]!, map.Path, $"with a step of {step}, {from} never comes to {to}",
                up ? "a step above 0 is needed" : "a step below 0 is needed");
        count = Count(from.Value, to.Value, step.Value);
        return count > most ? [] : Listed(map, count, i => from.Value + i * step.Value, from.Dimension);
    }

    static decimal Count(decimal from, decimal to, decimal step)
    {
        try
        {
            return Math.Floor((to - from) / step) + 1;
        }
        catch (OverflowException)
        {
            return decimal.MaxValue;
        }
    }

    List<Node>? Powers(MapReader map, Amount from, Amount to, Amount times, out decimal count)
    {
        count = 1;
        var up = to.Value >= from.Value;
        var positive = from.Value > 0 && to.Value > 0;
        var leads = times.Dimension == Dimension.Number && (up ? times.Value > 1 : times.Value is > 0 and < 1);
        if (!positive || !leads)
            return Refuse(map["times"]!, map.Path, $"multiplied by {times} again and again, {from} never comes to {to}",
                !positive ? "`from` and `to` must be above 0"
                : up ? "a plain number above 1 is needed"
                : "a plain number below 1 is needed");
        var values = new List<decimal> { from.Value };
        while (values.Count <= most && HasNext(values[^1])) values.Add(values[^1] * times.Value);
        count = values.Count <= most ? values.Count : decimal.MaxValue;
        return Listed(map, values.Count, i => values[i], from.Dimension);

        // Upwards by division, because a product could leave the range of numbers.
        bool HasNext(decimal value) =>
            up ? value <= to.Value / times.Value : value * times.Value >= to.Value;
    }

    static List<Node> Listed(MapReader map, decimal count, Func<int, decimal> value, Dimension dimension) =>
        [.. Enumerable.Range(0, (int)count).Select(i => new Amount(value(i), dimension).ToString())
            .Select(text => new ScalarNode(map.Place, text, Quoted: false))];

    Amount? Bound(MapReader map, string key)
    {
        if (!map.IsMap || map.Required(key, "1") is not { } node || diagnostics.Explains(node)) return null;
        var problem = Wording.Mismatch(node, "a quantity");
        if (node is ScalarNode { Quoted: false, Text: var text }
            && Amounts.TryParse(text, out var amount, out problem)) return amount;
        diagnostics.Error(node.Place, KeyPath.Of(map.Path, key), problem);
        return null;
    }

    List<Node>? Refuse(Node node, string path, string message, string hint)
    {
        diagnostics.Error(node.Place, path, message, hint);
        return null;
    }
}
