using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Scheduling;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>machine</c>: the CPUs, what schedules them, and what the kernel costs.</summary>
sealed class MachineReader
{
    readonly Binder binder;
    readonly Diagnostics diagnostics;
    readonly MapReader machine;

    public MachineReader(MapReader scenario, Binder binder, Diagnostics diagnostics)
    {
        (this.binder, this.diagnostics) = (binder, diagnostics);
        machine = new(scenario["machine"], "machine", diagnostics, "cpus", "scheduler", "costs", "max-threads");
        if (scenario["machine"] is null or ScalarNode { IsEmpty: true })
        {
            diagnostics.Error(scenario["machine"]?.Place ?? scenario.Place, "",
                "`machine` is missing", "write `machine: {cpus: 1, scheduler: fcfs}`");
            return;
        }
        Cpus = (int)machine.Whole(binder, "cpus", 1, 1, 4096);
        Scheduler = ReadScheduler();
        Costs = ReadCosts();
        MaxThreads = (int)machine.Whole(binder, "max-threads", MaxThreads, 1, Simulation.MaxNumbers);
    }

    public int Cpus { get; } = 1;
    public int MaxThreads { get; } = 1 << 20;
    public Made<Scheduler>? Scheduler { get; }
    public Costs Costs { get; } = CostProfiles.Free;

    public void WarnOfCostlySwitches()
    {
        if (Scheduler?.Create() is not RoundRobin { Quantum: var quantum } || Costs.ProcessSwitch < quantum) return;
        var problem = $"a process switch costs {Costs.ProcessSwitch}, the quantum is {quantum}";
        diagnostics.Warn(machine["scheduler"]!.Place, "machine.scheduler",
            $"{problem}: most time goes into switching", "lengthen the quantum");
    }

    // What is no map has been refused as a whole; nothing is missing in it.
    Made<Scheduler>? ReadScheduler() =>
        machine.IsMap && machine.Required("scheduler", "{round-robin: {quantum: 4ms}}") is { } node
            ? binder.Made<Scheduler>(node, "machine.scheduler") : null;

    /// <summary>A profile by name, or a map that changes one.</summary>
    Costs ReadCosts()
    {
        const string path = "machine.costs";
        if (machine["costs"] is not { } node || diagnostics.Explains(node)) return CostProfiles.Free;
        if (node is ScalarNode) return Profile(node, path);
        var map = new MapReader(node, path, diagnostics,
            "profile", "thread-switch", "process-switch", "system-call", "lock-operation", "thread-create");
        var start = map["profile"] is { } given ? Profile(given, KeyPath.Of(path, "profile")) : CostProfiles.Free;
        return new(start.Name,
            map.Duration(binder, "thread-switch", start.ThreadSwitch),
            map.Duration(binder, "process-switch", start.ProcessSwitch),
            map.Duration(binder, "system-call", start.SystemCall),
            map.Duration(binder, "lock-operation", start.LockOperation),
            map.Duration(binder, "thread-create", start.ThreadCreate));
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
