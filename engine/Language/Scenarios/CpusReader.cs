using Timeslice.Kernel;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the CPUs of a machine: <c>cpus</c>, a number, a map of what they are like, or a list of such maps
/// where they are unequal; and <c>smt-speed</c>.</summary>
sealed class CpusReader(Section section, SectionReader sections, Binder binder, Diagnostics diagnostics)
{
    const string SmtSpeed = "smt-speed";

    readonly HashSet<string> given = [];

    /// <summary>The keys by which a map names cores or nodes, for warnings about what has no effect.</summary>
    public bool NamesCores => given.Contains("per-core");
    public bool NamesNodes => given.Contains("per-node") || given.Contains("node");

    /// <summary>The CPUs, or null after an error has been reported.</summary>
    public Topology? Read(MapReader machine)
    {
        var errors = diagnostics.Errors;
        var groups = Groups(machine["cpus"]);
        var smtSpeed = machine[SmtSpeed] is { } node
            ? (double?)binder.Value(typeof(double), node, KeyPath.Of(machine.Path, SmtSpeed)) : 1;
        return diagnostics.Errors == errors ? Made(machine, groups, smtSpeed!.Value) : null;
    }

    List<EqualCpus> Groups(Node? node)
    {
        if (node is null) return [new()];
        if (node is not ListNode list) return [Group(node, section.Path)];
        if (list.Items.Count == 0)
            diagnostics.Error(node.Place, section.Path, Wording.Mismatch(node, "at least one CPU"),
                "write how many there are: `cpus: 2`");
        return [.. list.Items.Select((item, i) => Group(item, KeyPath.Of(section.Path, i)))];
    }

    EqualCpus Group(Node node, string path)
    {
        var cpus = new EqualCpus();
        if (node is not MapNode map)
        {
            sections.Set(cpus, section.Options.First(option => option.Name == "count"), node, path);
            return cpus;
        }
        given.UnionWith(map.Entries.Select(entry => entry.Key));
        return sections.Fill(cpus, section, new(WithoutSmtSpeed(map, path), path, diagnostics, [.. section.Keys]));
    }

    // It is one for all CPUs, and a list of them has no place for it.
    MapNode WithoutSmtSpeed(MapNode map, string path)
    {
        foreach (var entry in map.Entries.Where(entry => entry.Key == SmtSpeed))
            diagnostics.Error(entry.KeyPlace, path, "`smt-speed` is one for all CPUs of the machine",
                "write it beside `cpus`, not under it");
        return map with { Entries = [.. map.Entries.Where(entry => entry.Key != SmtSpeed)] };
    }

    Topology? Made(MapReader machine, List<EqualCpus> groups, double smtSpeed)
    {
        var count = groups.Sum(group => (long)group.Count);
        if (count > Topology.MostCpus)
        {
            diagnostics.Error(machine["cpus"]!.Place, section.Path, $"these are {count} CPUs",
                $"a machine has at most {Topology.MostCpus}");
            return null;
        }
        try
        {
            return Topology.Of(groups, smtSpeed);
        }
        catch (ArgumentOutOfRangeException refusal) when (machine[SmtSpeed] is { } node)
        {
            diagnostics.Error(node.Place, KeyPath.Of(machine.Path, SmtSpeed),
                $"{Excerpt.Of(node.ToFlow())} {refusal.Message.Split(" (Parameter")[0]}");
            return null;
        }
    }
}
