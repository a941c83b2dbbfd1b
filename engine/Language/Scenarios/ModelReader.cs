using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads what is simulated: <c>machine</c>, <c>locks</c>, <c>programs</c> and <c>processes</c>, with all parameters replaced.</summary>
sealed class ModelReader
{
    public static readonly string[] Sections = ["machine", "locks", "programs", "processes"];

    readonly Names names = new();
    readonly Diagnostics diagnostics;
    readonly Binder binder;

    public ModelReader(Catalog catalog, Diagnostics diagnostics)
    {
        this.diagnostics = diagnostics;
        binder = new(catalog, names, diagnostics);
    }

    /// <summary>The model, or null after errors have been reported.</summary>
    public Model? Read(MapReader scenario)
    {
        var errors = diagnostics.Errors;
        var machine = new MapReader(scenario["machine"], "machine", diagnostics, "cpus", "scheduler", "costs", "max-threads");
        var scheduler = ReadScheduler(machine);
        var costs = ReadCosts(machine);
        var locks = ReadLocks(scenario);
        ReadPrograms(scenario);
        var processes = ReadProcesses(scenario);
        WarnOfUnusedLocks(scenario);
        WarnOfCostlySwitches(machine, scheduler, costs);
        var cpus = machine.Option(binder, "cpus", 1, 1, 4096);
        var maxThreads = machine.Option(binder, "max-threads", 1 << 20, 1, Simulation.MaxNumbers);
        CheckThreads(scenario, processes, maxThreads);
        if (diagnostics.Errors > errors || scheduler is null) return null;
        return new() { Cpus = cpus, MaxThreads = maxThreads, Costs = costs, Scheduler = scheduler, Locks = locks, Processes = processes };
    }

    Made<Scheduler>? ReadScheduler(MapReader machine) =>
        machine.Required("scheduler", "round-robin: {quantum: 4ms}") is { } node ? binder.Made<Scheduler>(node, "machine.scheduler") : null;

    /// <summary>A profile by name, or a map that changes one.</summary>
    Costs ReadCosts(MapReader machine)
    {
        const string path = "machine.costs";
        if (machine["costs"] is not { } node) return CostProfiles.Free;
        if (node is ScalarNode name) return Profile(name, path);
        var map = new MapReader(node, path, diagnostics,
            "profile", "thread-switch", "process-switch", "system-call", "lock-operation", "thread-create");
        var start = map["profile"] is ScalarNode given ? Profile(given, KeyPath.Of(path, "profile")) : CostProfiles.Free;
        return new(start.Name,
            Cost(map, "thread-switch", start.ThreadSwitch),
            Cost(map, "process-switch", start.ProcessSwitch),
            Cost(map, "system-call", start.SystemCall),
            Cost(map, "lock-operation", start.LockOperation),
            Cost(map, "thread-create", start.ThreadCreate));
    }

    Duration Cost(MapReader map, string key, Duration otherwise) => map.Option(binder, key, otherwise, Duration.Zero, Duration.Max);

    Costs Profile(ScalarNode name, string path)
    {
        if (CostProfiles.All.FirstOrDefault(profile => profile.Name == name.Text) is { } found) return found;
        diagnostics.Error(name.Place, path, $"there is no cost profile {Excerpt.Of(name.Text)}",
            Wording.Hint(name.Text, [.. CostProfiles.All.Select(profile => profile.Name)], "there are:"));
        return CostProfiles.Free;
    }

    List<(string, Made<Lock>)> ReadLocks(MapReader scenario)
    {
        var locks = new List<(string, Made<Lock>)>();
        foreach (var (name, node, path) in scenario.Named("locks"))
        {
            // Known even when it is wrong, so that its uses are not errors too.
            names.Locks.Add(name, names.Locks.Count);
            if (binder.Made<Lock>(node, path) is { } made) locks.Add((name, made));
        }
        return locks;
    }

    void ReadPrograms(MapReader scenario)
    {
        var programs = scenario.Named("programs").ToList();
        foreach (var (name, _, _) in programs) names.Programs.Add(name, new(name));
        foreach (var (name, node, path) in programs)
            if (binder.Program(node, path) is { } operations) names.Programs[name].Define(operations);
    }

    List<ProcessModel> ReadProcesses(MapReader scenario)
    {
        var processes = new List<ProcessModel>();
        if (scenario.Required("processes", "{app: {threads: {worker: {program: [{compute: 1ms}]}}}}") is null) return processes;
        foreach (var (name, node, path) in scenario.Named("processes"))
        {
            var map = new MapReader(node, path, diagnostics, "threads");
            if (map.Required("threads", "{worker: {program: [{compute: 1ms}]}}") is null) continue;
            processes.Add(new(name, [.. map.Named("threads").Select(ReadThreads).OfType<ThreadModel>()]));
        }
        return processes;
    }

    ThreadModel? ReadThreads((string Name, Node Value, string Path) given)
    {
        var map = new MapReader(given.Value, given.Path, diagnostics, "count", "start", "program", "use");
        var count = map.Option(binder, "count", 1, 0, Simulation.MaxNumbers);
        var start = map.Option(binder, "start", (RandomDuration)Duration.Zero);
        return ReadProgram(map, given.Name) is { } program ? new(given.Name, count, start, program) : null;
    }

    /// <summary>A program written here, or one of the <c>programs</c> by name.</summary>
    Program? ReadProgram(MapReader threads, string name)
    {
        if (threads["use"] is { } used)
        {
            if (threads["program"] is { } both) diagnostics.Error(both.Place, threads.Path, "both `program` and `use` are given", "give one of them");
            return (Program?)binder.Value(typeof(Program), used, KeyPath.Of(threads.Path, "use"));
        }
        if (threads.Required("program", "[{compute: 1ms}]") is not { } node) return null;
        return binder.Program(node, KeyPath.Of(threads.Path, "program")) is { } operations ? new(name, operations) : null;
    }

    void CheckThreads(MapReader scenario, List<ProcessModel> processes, int most)
    {
        var count = processes.Sum(process => process.Threads.Sum(threads => (long)threads.Count));
        if (count > most)
            diagnostics.Error(scenario["processes"]!.Place, "processes", $"{count} threads are declared, more than the machine's {most}", "lower `count` or raise `machine.max-threads`");
    }

    void WarnOfUnusedLocks(MapReader scenario)
    {
        foreach (var (name, node, path) in scenario.Named("locks"))
            if (!names.LocksUsed.Contains(name)) diagnostics.Warn(node.Place, path, $"no program uses the lock {Excerpt.Of(name)}");
    }

    void WarnOfCostlySwitches(MapReader machine, Made<Scheduler>? scheduler, Costs costs)
    {
        if (scheduler?.Create() is RoundRobin { Quantum: var quantum } && costs.ProcessSwitch >= quantum)
            diagnostics.Warn(machine["scheduler"]!.Place, "machine.scheduler", $"a process switch costs {costs.ProcessSwitch}, the quantum is {quantum}: most time goes into switching");
    }
}
