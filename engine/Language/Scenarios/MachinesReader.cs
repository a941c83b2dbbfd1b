using Timeslice.Kernel;
using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>machine</c>, or <c>machines</c> by name, and on which of them a process is.</summary>
sealed class MachinesReader
{
    const int MostMachines = 64;

    readonly OrderedDictionary<string, MachineReader> readers = [];
    readonly Diagnostics diagnostics;
    readonly bool isUnreadable;

    public MachinesReader(
        MapReader scenario, Catalog catalog, Binder binder, SectionReader sections, Diagnostics diagnostics)
    {
        this.diagnostics = diagnostics;
        MachineReader Reader(Node? node, string path) =>
            new(node, path, scenario.Place, catalog, binder, sections, diagnostics);

        if (scenario["machines"] is not { } several)
        {
            readers.Add("", Reader(scenario["machine"], "machine"));
            return;
        }
        if (scenario["machine"] is { } both)
            diagnostics.Error(both.Place, "machine", "both `machine` and `machines` are given", "give one of them");
        foreach (var (name, node, path) in scenario.Named("machines"))
        {
            if (!Expression.IsName(name))
                diagnostics.Error(node.Place, path, $"{Excerpt.Of(name)} cannot stand before the name of a metric",
                    "a name is letters, digits and `_`, joined by single `-` or `.`, and starts with a letter");
            readers.Add(name, Reader(node, path));
        }
        isUnreadable = readers.Count == 0;
        if (readers.Count > MostMachines)
            diagnostics.Error(several.Place, "machines", $"there are {readers.Count} machines",
                $"at most {MostMachines} are simulated together");
        else if (isUnreadable && several is MapNode { Entries: [] } or ScalarNode { IsEmpty: true })
            diagnostics.Error(several.Place, "machines", "there are no machines",
                "write `machines: {client: {cpus: 1, scheduler: fcfs}, server: {cpus: 4, scheduler: fcfs}}`");
    }

    /// <summary>In the order of the file; the only one may have no name, <c>""</c>.</summary>
    public IReadOnlyDictionary<string, MachineReader> ByName => readers;

    /// <summary>How many CPUs the largest has.</summary>
    public int MostCpus => readers.Values.Max(machine => machine.Cpus?.Cpus.Count) ?? Topology.MostCpus;

    /// <summary>Some machine has memory, or may have some where it is wrong.</summary>
    public bool MayHaveMemory => isUnreadable || readers.Values.Any(machine => machine.MayHaveMemory);

    /// <summary>On which machine a process is; null after an error has been reported.</summary>
    public string? Of(MapReader process)
    {
        if (isUnreadable) return null;
        var isOnlyOne = readers.Count == 1;
        if (process["on"] is not { } node)
        {
            if (isOnlyOne) return readers.GetAt(0).Key;
            diagnostics.Error(process.Place, process.Path, "`on` is missing, and there are several machines",
                $"write `on:` and the name of one; {Wording.Hint("", [.. readers.Keys], "`machines` names:")}");
            return null;
        }
        var path = KeyPath.Of(process.Path, "on");
        if (diagnostics.Explains(node)) return null;
        if (node is not ScalarNode { IsEmpty: false } given)
            diagnostics.Error(node.Place, path, Wording.Mismatch(node, "the name of a machine"));
        else if (readers.ContainsKey(given.Text) && given.Text.Length > 0) return given.Text;
        else if (readers.ContainsKey(""))
            diagnostics.Error(node.Place, path, "there is one machine, which has no name",
                "leave `on` out, or declare `machines` by name");
        else
            diagnostics.Error(node.Place, path, $"there is no machine {Excerpt.Of(given.Text)}",
                Wording.Hint(given.Text, [.. readers.Keys], "`machines` names:"));
        return null;
    }

    /// <summary>The machines, or null after errors have been reported.</summary>
    public IReadOnlyList<MachineModel>? Models()
    {
        var models = readers.Select(one => one.Value.Model(one.Key)).OfType<MachineModel>().ToList();
        return models.Count == readers.Count ? models : null;
    }

    /// <summary>Of what is right, but can hardly be meant; not of machines without processes, for a sweep may move
    /// them.</summary>
    public void Warn()
    {
        foreach (var machine in readers.Values) machine.Warn();
    }
}
