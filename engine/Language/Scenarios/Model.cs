using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Detectors;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Locks;
using Timeslice.Language.Binding;

namespace Timeslice.Language.Scenarios;

/// <summary>A scenario at one setting of its parameters, checked and ready to be built, once for each run and from
/// any thread.</summary>
sealed class Model
{
    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<MachineModel> Machines { get; init; }

    /// <summary>Messages between machines arrive at once when null.</summary>
    public required NetworkModel? Network { get; init; }
    public required IReadOnlyList<Variable> Variables { get; init; }
    public required IReadOnlyList<DeclaredModel<Lock>> Locks { get; init; }
    public required IReadOnlyList<DeclaredModel<Channel>> Channels { get; init; }
    public required IReadOnlyList<DeclaredModel<Device>> Devices { get; init; }
    public required IReadOnlyList<ProcessModel> Processes { get; init; }
    public required IReadOnlyList<ServerModel> Servers { get; init; }

    public required IReadOnlyList<BalancerModel> Balancers { get; init; }
    public required IReadOnlyList<ClientModel> Clients { get; init; }

    /// <summary>What is looked for in every run.</summary>
    public required IReadOnlyList<Made<Detector>> Detectors { get; init; }

    /// <summary>The machines with their locks, processes and threads at time 0 of a simulation.</summary>
    public World Build(Simulation simulation)
    {
        if (Machines is [{ Name: "" } only])
        {
            var alone = only.Build(simulation);
            Fill(alone, Processes, Servers);
            AddClients(alone.World);
            return alone.World;
        }
        var world = new World(simulation);
        foreach (var one in Machines) world.Add(one.Name, one.Build(simulation));
        if (Network is not null)
        {
            world.Network.Terms = Network.Terms;
            foreach (var (one, other, terms) in Network.Links)
                world.Network.Connect(world.Find(one)!, world.Find(other)!, terms);
        }
        foreach (var machine in world.Machines)
            Fill(machine, [.. Processes.Where(process => process.On == machine.Name)],
                [.. Servers.Where(server => server.On == machine.Name)]);
        AddClients(world);
        return world;
    }

    void AddClients(World world)
    {
        var balancers = Balancers.ToDictionary(one => one, one => one.Build(world));
        foreach (var client in Clients) client.Build(world, balancers);
    }

    void Fill(Machine machine, IReadOnlyList<ProcessModel> processes, IReadOnlyList<ServerModel> servers)
    {
        var mentioned = processes.Select(one => one.Mentions).Concat(servers.Select(one => one.Mentions)).ToList();
        foreach (var one in Channels)
            foreach (var name in one.Names)
                machine.Add(one.Made.Create(), name).IsUsed = IsUsed(mentioned, "channel", one.Name);
        foreach (var one in Devices)
            foreach (var name in one.Names)
                machine.Add(one.Made.Create(), name).IsUsed = IsUsed(mentioned, "channel", one.Name);
        foreach (var one in Servers)
            machine.Add(one.Door(Machines.Count > 1), one.Name).IsUsed =
                servers.Contains(one) || IsUsed(mentioned, "channel", one.Name);
        foreach (var one in Variables)
            machine.Add(new Variable(one.Name, one.Initial, one.Of, one.Place)
            {
                IsUsed = IsUsed(mentioned, "variable", one.Name),
            });
        foreach (var one in Locks)
            foreach (var name in one.Names)
                machine.Add(name, one.Made.Create()).IsUsed = IsUsed(mentioned, "lock", one.Name);
        foreach (var made in Detectors) machine.Watch(made.Create());
        foreach (var server in servers) server.Start(machine);
        foreach (var process in processes)
        {
            var started = machine.Process(process.Name, process.Image);
            (started.Restart, started.Credentials) = (process.Restart, process.Credentials!);
            if (process.Coroutines is { } coroutines) started.Coroutines = coroutines.Create();
            foreach (var threads in process.Threads)
                machine.Start(started, threads.Name, threads.Program, threads.Count, threads.Start, threads.Terms,
                    threads.IsMain);
        }
    }

    /// <summary>Of one machine alone the results tell of all that was declared.</summary>
    bool IsUsed(IReadOnlyList<IReadOnlySet<(string What, string Name)>> mentioned, string what, string name) =>
        Machines.Count == 1 || mentioned.Any(one => one.Contains((what, name)));
}
