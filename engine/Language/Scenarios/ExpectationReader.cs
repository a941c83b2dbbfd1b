using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>expect</c>: its parameters must be there, its metrics are known after the
/// run.</summary>
sealed class ExpectationReader(IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics)
{
    public IReadOnlyList<Expectation> Read(Node? node)
    {
        if (node is null or ScalarNode { IsEmpty: true }) return [];
        if (node is ListNode list)
            return [.. list.Items.Select((_, i) => Expectation(list, i)).OfType<Expectation>()];
        diagnostics.Error(node.Place, "expect", Wording.Mismatch(node, "a list"), "write each expectation after `- `");
        return [];
    }

    Expectation? Expectation(ListNode list, int index)
    {
        var (item, path) = (list.Items[index], KeyPath.Of("expect", index));
        if (item is not ScalarNode { IsEmpty: false } text)
        {
            var mismatch = Wording.Mismatch(item, "a comparison such as `cpu.utilization > 90%`");
            diagnostics.Error(item.Place, path, mismatch);
            return null;
        }
        // YAML cuts `[max(a, b) > 1]` at the comma inside the parentheses.
        var isCut = list.InBrackets && !text.Quoted && index < list.Items.Count - 1;
        var unclosed = isCut ? "in brackets, an expression with a comma needs quotes" : null;
        if (Expression.Parse(text.Text, text.Place, path, diagnostics, unclosed) is not { } expression) return null;
        foreach (var name in expression.Names)
            if (name.StartsWith('$') && !parameters.ContainsKey(name[1..])) Unknown(name[1..], text.Place, path);
        return new(expression, text.Place, path);
    }

    void Unknown(string parameter, Place place, string path) => diagnostics.Error(
        place, path, $"there is no parameter {Excerpt.Of(parameter)}",
        diagnostics.IsFull ? null : Wording.Hint(parameter, [.. parameters.Keys], "there are:"));
}
