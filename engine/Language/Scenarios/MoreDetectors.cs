using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Detectors that are asked for from outside, as if they stood in the scenario.</summary>
static class MoreDetectors
{
    const string Section = "detect";

    /// <summary>The scenario with those that it does not ask for itself, with their defaults.</summary>
    public static MapNode In(MapNode tree, IReadOnlyList<string> kinds, Diagnostics diagnostics)
    {
        var present = tree[Section];
        if (present is ScalarNode { IsEmpty: true }) present = null;
        if (present is not (null or ListNode))
        {
            diagnostics.Error(present.Place, Section, "no detectors can be added to what is not a list",
                $"write {Section}: [{present.ToFlow()}]");
            return tree;
        }
        var asked = present is ListNode list ? list.Items : [];
        var place = present?.Place ?? tree.Place;
        var added = kinds.Where(kind => !asked.Any(item => KindOf(item) == kind))
            .Select(kind => new ScalarNode(place, kind, Quoted: false));
        var whole = new Entry(Section, place, new ListNode(place, [.. asked, .. added]));
        return tree with { Entries = [.. tree.Entries.Where(entry => entry.Key != Section), whole] };
    }

    static string? KindOf(Node item) => item switch
    {
        ScalarNode scalar => scalar.Text,
        MapNode { Entries: [var only] } => only.Key,
        _ => null,
    };
}
