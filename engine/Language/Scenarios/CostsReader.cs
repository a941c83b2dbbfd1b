using Timeslice.Kernel;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads <c>machine.costs</c>: a profile by name, or a map that changes one.</summary>
sealed class CostsReader(Section section, SectionReader sections, Diagnostics diagnostics)
{
    public Costs Read(Node? node)
    {
        if (node is null || diagnostics.Explains(node)) return CostProfiles.Free;
        if (node is ScalarNode) return Profile(node, section.Path);
        var map = new MapReader(node, section.Path, diagnostics, ["profile", .. section.Keys]);
        var start = map["profile"] is { } given
            ? Profile(given, KeyPath.Of(section.Path, "profile")) : CostProfiles.Free;
        var costs = sections.Fill(start with { }, section, map);
        if (map["cache-decay"] is { } decay && map["cache-refill"] is null && start.CacheRefill == default)
            diagnostics.Warn(decay.Place, KeyPath.Of(section.Path, "cache-decay"),
                "`cache-decay` has no effect without `cache-refill`", "give both, or none");
        return costs;
    }

    Costs Profile(Node node, string path)
    {
        if (diagnostics.Explains(node)) return CostProfiles.Free;
        if (node is not ScalarNode { IsEmpty: false } name)
            diagnostics.Error(node.Place, path, Wording.Mismatch(node, "the name of a cost profile"),
                $"there are: {string.Join(", ", ProfileNames)}");
        else if (CostProfiles.All.FirstOrDefault(profile => profile.Name == name.Text) is { } found)
            return found;
        else
            diagnostics.Error(node.Place, path, $"there is no cost profile {Excerpt.Of(name.Text)}",
                Wording.Hint(name.Text, ProfileNames, "there are:"));
        return CostProfiles.Free;
    }

    static List<string> ProfileNames => [.. CostProfiles.All.Select(profile => profile.Name)];
}
