using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>expect</c>. Its parameters must be there; its metrics are known after the run.</summary>
sealed class ExpectationReader(IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics)
{
    public IReadOnlyList<Expectation> Read(Node? node)
    {
        if (node is null or ScalarNode { IsEmpty: true }) return [];
        if (node is ListNode list) return [.. list.Items.Select((item, i) => Expectation(item, KeyPath.Of("expect", i))).OfType<Expectation>()];
        diagnostics.Error(node.Place, "expect", $"{Wording.Given(node)} is given, but a list is needed", "write each expectation after `- `");
        return [];
    }

    Expectation? Expectation(Node item, string path)
    {
        if (item is not ScalarNode { IsEmpty: false } text)
        {
            diagnostics.Error(item.Place, path, $"{Wording.Given(item)} is given, but a comparison such as `cpu.utilization > 90%` is needed");
            return null;
        }
        if (Expression.Parse(text.Text, text.Place, path, diagnostics) is not { } expression) return null;
        foreach (var name in expression.Names.Where(name => name.StartsWith('$') && !parameters.ContainsKey(name[1..])))
            diagnostics.Error(text.Place, path, $"there is no parameter {Excerpt.Of(name[1..])}", Wording.Hint(name[1..], [.. parameters.Keys], "there are:"));
        return new(expression, text.Place, path);
    }
}
