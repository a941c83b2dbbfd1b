using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Coroutines;
using Timeslice.Kernel.Detectors;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads what is simulated: <c>machine</c> or <c>machines</c>, <c>network</c>, <c>variables</c>,
/// <c>locks</c>, <c>channels</c>, <c>devices</c>, <c>programs</c>, <c>servers</c>, <c>processes</c>,
/// <c>balancers</c> and <c>clients</c>, with all parameters replaced.</summary>
sealed class ModelReader
{
    public static readonly string[] Sections = ["machine", "machines", "network", "variables", "locks", "channels",
        "devices", "programs", "groups", "servers", "processes", "balancers", "clients", "detect"];

    readonly Names names = new();
    readonly Diagnostics diagnostics;
    readonly Catalog catalog;
    readonly Binder binder;
    readonly SectionReader sections;
    readonly TermsReader terms;
    readonly VariablesReader variables;
    readonly DeclarationsReader<Kernel.Locks.Lock> locks;
    readonly DeclarationsReader<Channel> channels;
    readonly DeclarationsReader<Device> devices;
    readonly ServersReader servers;

    // Threads with a release.
    readonly List<(string Path, Place Place)> tasks = [];

    public ModelReader(Catalog catalog, Diagnostics diagnostics)
    {
        (this.catalog, this.diagnostics) = (catalog, diagnostics);
        binder = new(catalog, names, diagnostics);
        sections = new(binder, diagnostics);
        terms = new(catalog.Terms, sections, diagnostics);
        variables = new(catalog.Variable, names, binder, diagnostics);
        locks = new(names.Locks, binder, diagnostics);
        channels = new(names.Channels, binder, diagnostics);
        devices = new(names.Channels, binder, diagnostics, "device");
        servers = new(catalog, names, binder, terms, diagnostics);
    }

    /// <summary>The model, or null after errors have been reported.</summary>
    public Model? Read(MapReader scenario)
    {
        var machines = new MachinesReader(scenario, catalog, binder, sections, diagnostics);
        names.Cpus = machines.MostCpus;
        names.HasMemory = machines.MayHaveMemory;
        var network = new NetworkReader(catalog.Link, machines, sections, diagnostics).Read(scenario["network"]);
        names.Unreadable.UnionWith(
            Sections.Where(key => scenario[key] is not (null or MapNode or ScalarNode { IsEmpty: true })));
        // Variables may be in a channel.
        var ways = channels.Read(scenario);
        var beside = ReadDevices(scenario);
        var declared = variables.Read(scenario);
        var doors = locks.Read(scenario);
        if (scenario["processes"] is MapNode all) names.Processes.AddRange(all.Entries.Select(entry => entry.Key));
        servers.Declare(scenario);
        ReadPrograms(scenario);
        ReadGroups(scenario);
        var serving = servers.Read(scenario, machines);
        var processes = ReadProcesses(scenario, machines);
        var balancers = new BalancersReader(names, binder, diagnostics);
        var fronts = balancers.Read(scenario);
        var clients = new ClientsReader(catalog, names, binder, balancers, sections, machines, diagnostics);
        var askers = clients.Read(scenario);
        var detectors = ReadDetectors(scenario);
        CheckPrograms(processes);
        CheckThreads(scenario, processes, machines);
        if (diagnostics.HasErrors || machines.Models() is not { } models) return null;
        // Where something is wrong, a lock may look unused only because what uses it could not be read.
        WarnOfUnused(scenario);
        balancers.WarnOfUnused(scenario);
        if (!IsBounded(scenario)) clients.WarnOfEndless();
        machines.Warn();
        WarnOfEndlessTasks(scenario);
        return new()
        {
            Machines = models,
            Network = network,
            Variables = declared,
            Locks = doors,
            Channels = ways,
            Devices = beside,
            Processes = processes,
            Balancers = fronts,
            Clients = askers,
            Servers = serving,
            Detectors = detectors,
        };
    }

    // Of names that are not known, messages tell where they could be.
    List<DeclaredModel<Device>> ReadDevices(MapReader scenario)
    {
        if (names.Unreadable.Contains("devices")) names.Unreadable.Add("channels");
        if (scenario["devices"] is not null)
            names.Channels.Sections = scenario["channels"] is null ? "`devices` names:"
                : "`channels` and `devices` name:";
        var read = devices.Read(scenario);
        foreach (var (name, node, path) in scenario.Named("devices"))
            if (names.Mentions.By("channel", name).Contains(("channel", name)))
                diagnostics.Error(node.Place, path, $"{Excerpt.Of(name)} is a cache of itself",
                    "give `of` a device that is no cache of it");
        return read;
    }

    void ReadPrograms(MapReader scenario)
    {
        var programs = scenario.Named("programs").ToList();
        foreach (var (name, _, _) in programs) names.Programs.Add(name, new(name));
        foreach (var (name, node, path) in programs)
        {
            names.Mentions.Begin("program", name);
            if (binder.Program(node, path) is { } operations) names.Programs[name].Define(operations);
        }
    }

    void ReadGroups(MapReader scenario)
    {
        foreach (var (name, node, path) in scenario.Named("groups"))
            names.Groups.Add(name, binder.Whole<Group>(catalog.Group, node, path, name));
    }

    List<Made<Detector>> ReadDetectors(MapReader scenario)
    {
        var detectors = new List<Made<Detector>>();
        if (scenario["detect"] is not { } node || node is ScalarNode { IsEmpty: true }) return detectors;
        if (node is not ListNode list)
        {
            if (!diagnostics.Explains(node))
                diagnostics.Error(node.Place, "detect", Wording.Mismatch(node, "a list"),
                    $"write detect: [{Excerpt.Cut(node.ToFlow())}]");
            return detectors;
        }
        foreach (var (item, i) in list.Items.Select((item, i) => (item, i)))
        {
            if (binder.Made<Detector>(item, KeyPath.Of("detect", i)) is not { } made) continue;
            if (detectors.Exists(other => other.Kind == made.Kind))
                diagnostics.Error(item.Place, KeyPath.Of("detect", i), $"`{made.Kind}` is asked for twice",
                    "keep one of them");
            detectors.Add(made);
        }
        return detectors;
    }

    List<ProcessModel> ReadProcesses(MapReader scenario, MachinesReader machines)
    {
        var processes = new List<ProcessModel>();
        if (scenario["servers"] is null)
            scenario.Required("processes", "{app: {threads: {worker: {program: [{compute: 1ms}]}}}}");
        foreach (var (name, node, path) in scenario.Named("processes"))
        {
            var map = new MapReader(node, path, diagnostics,
                ["on", "main", "threads", "restart", "memory", "coroutines", .. CredentialsKeys, .. terms.Keys]);
            var on = machines.Of(map);
            if (on is not null && machines.ByName[on].Cpus is { } cpus) names.Cpus = cpus.Cpus.Count;
            names.Mentions.Begin("process", name);
            var shared = terms.Read(map);
            if (!map.IsMap) continue;
            var isComplete = map["main"] is not null
                || map.Required("threads", "{worker: {program: [{compute: 1ms}]}}") is not null;
            if (!isComplete) continue;
            var main = ReadMain(map, shared);
            var threads = map.Named("threads").Select(given => ReadThreads(given, shared));
            var own = threads.Prepend(main).OfType<ThreadModel>().ToList();
            var image = ReadImage(map, on is null ? null : machines.ByName[on].Memory, own);
            var restart = map["restart"] is { } restarts
                ? binder.Whole<Restart>(catalog.Restart, restarts, KeyPath.Of(path, "restart")) : null;
            var coroutines = map["coroutines"] is { } model
                ? binder.Made<CoroutineModel>(model, KeyPath.Of(path, "coroutines")) : null;
            var credentials = ReadCredentials(map);
            if (on is null) continue;
            processes.Add(new(
                name, on, own, restart, image, coroutines, credentials, names.Mentions.By("process", name)));
        }
        return processes;
    }

    /// <summary>What a process takes of memory from the beginning: it must fit, with the stacks of its
    /// threads.</summary>
    Bytes ReadImage(MapReader process, MainMemory? machine, List<ThreadModel> threads)
    {
        var count = threads.Sum(one => (decimal)one.Count);
        if (process["memory"] is not { } node)
        {
            if (count * machine?.Stack.Count > machine?.MostOfStacks.Count)
                diagnostics.Error(process.Place, process.Path,
                    $"the stacks of {count} threads take more than the {machine.MostOfStacks} that a process can have",
                    "lower `count`, or the `stack` of `machine.memory`");
            return default;
        }
        var path = KeyPath.Of(process.Path, "memory");
        if (!names.HasMemory) binder.RefuseMemory(node, path);
        if ((Bytes?)binder.Value(typeof(Bytes), node, path) is not { } image) return default;
        if (image > machine?.MostAtOnce)
            diagnostics.Error(node.Place, path, $"{Excerpt.Of(node.ToFlow())} is more than a process can have",
                $"at most {machine.MostAtOnce} are promised");
        else if (count * machine?.Stack.Count + image.Count > machine?.MostOfStacks.Count)
            diagnostics.Error(node.Place, path, $"{Excerpt.Of(node.ToFlow())} and {count} stacks of {machine.Stack} "
                + "are more than a process can have", $"it can have {machine.MostOfStacks}");
        return image;
    }

    IEnumerable<string> CredentialsKeys => catalog.Credentials.Options.Select(option => option.Name);

    Credentials? ReadCredentials(MapReader process)
    {
        var given = CredentialsKeys.Where(key => process[key] is not null)
            .Select(key => new Entry(key, process[key]!.Place, process[key]!)).ToList();
        return given.Count == 0 ? Credentials.Root
            : binder.Whole<Credentials>(catalog.Credentials, new MapNode(process.Place, given), process.Path);
    }

    /// <summary>The thread with whose return the process ends: a program written here, or one of the <c>programs</c> by
    /// name.</summary>
    ThreadModel? ReadMain(MapReader process, Terms shared)
    {
        if (process["main"] is not { } node) return null;
        var path = KeyPath.Of(process.Path, "main");
        if (process["threads"] is MapNode threads && threads["main"] is { } other)
            diagnostics.Error(other.Place, KeyPath.Of(process.Path, "threads"), "there are two threads `main`",
                "give this one another name");
        var program = node is ScalarNode { IsEmpty: false } ? (Program?)binder.Value(typeof(Program), node, path)
            : binder.Program(node, path) is { } operations ? new Program("main", operations) : null;
        return program is null ? null : new("main", 1, default, program, shared, IsMain: true);
    }

    ThreadModel? ReadThreads((string Name, Node Value, string Path) given, Terms shared)
    {
        var map = new MapReader(
            given.Value, given.Path, diagnostics, ["count", "start", "program", "use", .. terms.Keys]);
        if (!map.IsMap) return null;
        var count = (int)map.Whole(binder, "count", 1, 0, Simulation.MaxNumbers);
        var start = map.RandomDuration(binder, "start");
        var own = terms.Read(map, shared);
        if (own.Release is not null) tasks.Add((given.Path, given.Value.Place));
        return ReadProgram(map, given.Name) is { } program ? new(given.Name, count, start, program, own) : null;
    }

    /// <summary>A program written here, or one of the <c>programs</c> by name.</summary>
    Program? ReadProgram(MapReader threads, string name)
    {
        var own = threads["program"] is { } node ? binder.Program(node, KeyPath.Of(threads.Path, "program")) : null;
        if (threads["use"] is { } used)
        {
            if (threads["program"] is { } both)
                diagnostics.Error(
                    both.Place, threads.Path, "both `program` and `use` are given", "give one of them");
            return (Program?)binder.Value(typeof(Program), used, KeyPath.Of(threads.Path, "use"));
        }
        if (threads["program"] is null) threads.Required("program", "[{compute: 1ms}]");
        return own is null ? null : new(name, own);
    }

    /// <summary>What can be told only when all programs are known: loops that are left, calls in a circle.</summary>
    void CheckPrograms(List<ProcessModel> processes)
    {
        var own = processes.SelectMany(process => process.Threads.Select(threads =>
            (threads.Program, Path: KeyPath.Of(KeyPath.Of("processes", process.Name), "threads"), threads.Name)));
        var all = names.Programs.Select(one => (one.Value, Path: "programs", Name: one.Key)).Concat(own);
        foreach (var (program, path, name) in all)
        {
            try
            {
                program.Check();
            }
            catch (ProgramRefused problem)
            {
                var place = new Place(problem.At.Line, problem.At.Column);
                if (!diagnostics.IsWrong(place))
                    diagnostics.Error(place, KeyPath.Of(path, name), problem.What, problem.Hint);
            }
        }
    }

    void CheckThreads(MapReader scenario, List<ProcessModel> processes, MachinesReader machines)
    {
        foreach (var (name, machine) in machines.ByName)
        {
            var its = processes.Where(process => process.On == name);
            var count = its.Sum(process => process.Threads.Sum(threads => (long)threads.Count));
            if (count > machine.MaxThreads)
                diagnostics.Error(scenario["processes"]!.Place, "processes",
                    $"{count} threads are declared, more than the machine's {machine.MaxThreads}",
                    $"lower `count` or raise `{machine.Path}.max-threads`");
        }
    }

    void WarnOfEndlessTasks(MapReader scenario)
    {
        if (IsBounded(scenario) || names.IsExitUsed) return;
        foreach (var (path, place) in tasks)
            diagnostics.Warn(place, path, "threads with a `release` never exit, so the run is never done",
                "give `run` an `until`, such as `10s`");
    }

    /// <summary>The run ends at a time of its own.</summary>
    static bool IsBounded(MapReader scenario) =>
        scenario["run"] is MapNode run && run["until"] is not (null or ScalarNode { Text: "done" });

    void WarnOfUnused(MapReader scenario)
    {
        variables.WarnOfUnused(scenario);
        locks.WarnOfUnused(scenario);
        channels.WarnOfUnused(scenario);
        devices.WarnOfUnused(scenario);
        foreach (var (name, node, path) in scenario.Named("groups"))
            if (!names.GroupsUsed.Contains(name))
                diagnostics.Warn(
                    node.Place, path, $"no threads are in the group {Excerpt.Of(name)}", $"give them `group: {name}`");
    }
}
