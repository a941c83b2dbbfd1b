using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>machine</c>, or one of <c>machines</c>: the CPUs, what schedules them, and what the
/// kernel costs.</summary>
sealed class MachineReader
{
    readonly Binder binder;
    readonly Diagnostics diagnostics;
    readonly CpusReader cpus;
    readonly MapReader machine;

    /// <param name="otherwise">Where to tell that the section is missing.</param>
    public MachineReader(Node? node, string path, Place otherwise,
        Catalog catalog, Binder binder, SectionReader sections, Diagnostics diagnostics)
    {
        (this.binder, this.diagnostics, Place) = (binder, diagnostics, node?.Place ?? otherwise);
        cpus = new(catalog.Cpus, sections, binder, diagnostics);
        machine = new(node, path, diagnostics,
            "cpus", "smt-speed", "queues", "scheduler", "costs", "memory", "power", "interrupts", "max-threads",
            "max-processes", "max-pid");
        if (node is null or ScalarNode { IsEmpty: true })
        {
            var (key, above) = path == "machine" ? (path, "") : (path.Split('.')[^1], "machines");
            diagnostics.Error(
                Place, above, $"`{key}` is missing", $"write `{key}: {{cpus: 1, scheduler: fcfs}}`");
            return;
        }
        Cpus = cpus.Read(machine);
        if (machine["queues"] is { } queues) Queues = binder.Made<QueueLayout>(queues, KeyPath.Of(path, "queues"));
        Scheduler = ReadScheduler();
        Costs = new CostsReader(catalog.Costs, sections, diagnostics).Read(machine["costs"]);
        if (machine["power"] is { } power) Power = binder.Whole<Power>(catalog.Power, power, KeyPath.Of(path, "power"));
        if (machine["memory"] is { } memory)
            Memory = binder.Whole<MainMemory>(catalog.Memory, memory, KeyPath.Of(path, "memory"));
        Interrupts = [.. ReadInterrupts(catalog.Interrupt)];
        MaxThreads = (int)machine.Whole(binder, "max-threads", MaxThreads, 1, Simulation.MaxNumbers);
        MaxProcesses = (int)machine.Whole(binder, "max-processes", MaxProcesses, 1, Simulation.MaxNumbers);
        MaxPid = (int)machine.Whole(binder, "max-pid", MaxPid, 2, int.MaxValue);
    }

    public Place Place { get; }
    public string Path => machine.Path;

    /// <summary>Null after an error has been reported.</summary>
    public Topology? Cpus { get; }

    /// <summary>Null when left out: one queue for all CPUs.</summary>
    public Made<QueueLayout>? Queues { get; }
    public int MaxThreads { get; } = 1 << 20;
    public int MaxProcesses { get; } = 32_768;
    public int MaxPid { get; } = 4_194_304;
    public Made<Scheduler>? Scheduler { get; }
    public Costs Costs { get; } = CostProfiles.Free;

    /// <summary>Null when left out: energy is not counted.</summary>
    public Power? Power { get; }

    /// <summary>Null when left out, or wrong: memory is not modelled.</summary>
    public MainMemory? Memory { get; }
    public bool MayHaveMemory => !machine.IsMap || machine["memory"] is not null;

    public IReadOnlyList<(string Name, InterruptSource Source)> Interrupts { get; } = [];

    IEnumerable<(string, InterruptSource)> ReadInterrupts(Kind kind)
    {
        foreach (var (name, node, path) in machine.Named("interrupts"))
        {
            if (binder.Whole<InterruptSource>(kind, node, path) is not { } source) continue;
            if (Cpus is { Cpus.Count: var count } && source.Cpus?.Numbers[^1] >= count)
                diagnostics.Error(node.Place, path, $"there is no cpu {source.Cpus.Numbers[^1]}",
                    $"the machine has cpus 0 to {count - 1}");
            else yield return (name, source);
        }
    }

    /// <summary>The machine, or null after errors have been reported.</summary>
    public MachineModel? Model(string name) => this is not { Cpus: { } topology, Scheduler: { } scheduler } ? null
        : new()
        {
            Name = name,
            Cpus = topology,
            MaxThreads = MaxThreads,
            MaxProcesses = MaxProcesses,
            MaxPid = MaxPid,
            Costs = Costs,
            Power = Power,
            Memory = Memory,
            Interrupts = Interrupts,
            Scheduler = scheduler,
            Queues = Queues,
        };

    /// <summary>Of what is right, but can hardly be meant.</summary>
    public void Warn()
    {
        WarnOfCostlySwitches();
        if (cpus.NamesCores && machine["smt-speed"] is null)
            Warn("cpus", "CPUs share cores, but do not slow each other down",
                "give the machine a `smt-speed`, such as 0.65");
        if (!cpus.NamesCores && machine["smt-speed"] is not null)
            Warn("smt-speed", "no CPUs share a core, so it has no effect", "give `cpus` a `per-core`");
        if (!cpus.NamesNodes && machine["costs"] is MapNode costs && costs["node-migration"] is not null)
            Warn("costs", "there is one node, so `node-migration` has no effect", "give `cpus` a `per-node`");
    }

    void WarnOfCostlySwitches()
    {
        if (Scheduler?.Create() is not RoundRobin { Quantum: var quantum } || Costs.ProcessSwitch < quantum) return;
        var problem = $"a process switch costs {Costs.ProcessSwitch}, the quantum is {quantum}";
        Warn("scheduler", $"{problem}: most time goes into switching", "lengthen the quantum");
    }

    void Warn(string key, string message, string hint) =>
        diagnostics.Warn(machine[key]!.Place, KeyPath.Of(machine.Path, key), message, hint);

    // What is no map has been refused as a whole; nothing is missing in it.
    Made<Scheduler>? ReadScheduler() =>
        machine.IsMap && machine.Required("scheduler", "{round-robin: {quantum: 4ms}}") is { } node
            ? binder.Made<Scheduler>(node, KeyPath.Of(machine.Path, "scheduler")) : null;
}
