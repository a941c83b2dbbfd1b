using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the sections of a scenario that are lists: metrics, and choices such as charts.</summary>
sealed class ListSections(MapNode resolved, Diagnostics diagnostics)
{
    public IReadOnlyList<AskedMetric> Metrics()
    {
        var metrics = new List<AskedMetric>();
        foreach (var (item, path) in Items("metrics"))
            if (item is ScalarNode { IsEmpty: false } name) metrics.Add(new(name.Text, name.Place));
            else diagnostics.Error(item.Place, path, Wording.Mismatch(item, "the name of a metric such as `makespan`"));
        return metrics;
    }

    public IReadOnlyList<object> Choices(string section, Func<Node, string, object?> bind) =>
        [.. Items(section).Select(item => bind(item.Node, item.Path)).OfType<object>()];

    IEnumerable<(Node Node, string Path)> Items(string section)
    {
        var node = resolved[section];
        if (node is ListNode list) return list.Items.Select((item, i) => (item, KeyPath.Of(section, i)));
        if (node is not (null or ScalarNode { IsEmpty: true }) && !diagnostics.Explains(node))
            diagnostics.Error(node.Place, section, Wording.Mismatch(node, "a list"),
                $"write {section}: [{Excerpt.Cut(node.ToFlow())}]");
        return [];
    }
}
