using Timeslice.Des;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Networks;

namespace Timeslice.Kernel;

/// <summary>All that is simulated together: machines that share a clock, and the network between them.</summary>
/// <remarks>
/// Machines of a world have names, which tell their results apart. One that was built without a world is alone in one
/// of its own, and needs no name.
/// </remarks>
public sealed class World
{
    readonly List<Machine> machines = [];
    readonly List<Client> clients = [];
    Network? network;

    /// <summary>A world without machines.</summary>
    /// <param name="simulation">The clock and the seed of all its machines.</param>
    public World(Simulation simulation) => Simulation = simulation;

    /// <summary>A world with a simulation of its own, for scripts: what its threads log goes to the console.</summary>
    /// <param name="seed">Another seed, other random numbers.</param>
    public World(ulong seed = 42) : this(new Simulation(seed)) => Log = Console.WriteLine;

    /// <summary>The world of one machine, which has no name.</summary>
    internal World(Machine only) : this(only.Simulation) => machines.Add(only);

    public Simulation Simulation { get; }

    /// <summary>In the order of joining.</summary>
    public IReadOnlyList<Machine> Machines => machines;

    /// <summary>Those who ask from outside, in the order of joining.</summary>
    public IReadOnlyList<Client> Clients => clients;

    /// <summary>What lies between the machines: where nothing else is said, messages arrive at once.</summary>
    public Network Network => network ??= new(this);

    /// <summary>The links between machines that were declared or used, in the order of machines.</summary>
    public IReadOnlyList<Link> Links => network?.Links ?? [];

    /// <summary>The only machine of a world that has one.</summary>
    /// <exception cref="InvalidOperationException">There are several, or none.</exception>
    public Machine Machine => machines is [var only] ? only
        : throw new InvalidOperationException($"there are {machines.Count} machines: say which");

    /// <summary>There are several machines: names and results say of which they are.</summary>
    public bool IsShared => machines.Count > 1;

    /// <summary>The cycle, when the run ended in a deadlock; or all that wait for what can never come.</summary>
    public Deadlock? Deadlock { get; internal set; }

    /// <summary>The last instant at which a thread exited, on whatever machine.</summary>
    public Instant LastExit => machines.Count == 0 ? Instant.Start : machines.Max(machine => machine.LastExit);

    /// <summary>Threads that live, on all machines.</summary>
    public int Live => machines.Sum(machine => machine.Threads.Live);

    /// <summary>
    /// That of the only machine, where nobody asks from outside; or one of all machines, links and clients in their
    /// order.
    /// </summary>
    public ulong Fingerprint
    {
        get
        {
            if (machines is [var only] && clients.Count == 0) return only.Fingerprint;
            var all = Des.Fingerprint.Start;
            foreach (var machine in machines) all = all.With(machine.Fingerprint);
            foreach (var link in Links)
                all = all.With((ulong)link.Packets).With((ulong)link.Bytes).With((ulong)link.Lost)
                    .With((ulong)link.Busy.Nanoseconds);
            foreach (var client in clients) all = client.Tally.AddTo(all);
            return all.Value;
        }
    }

    /// <summary>Where threads write what they log, on machines that join later; nowhere when null.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>A machine joins: its name stands before those of its threads and of its results.</summary>
    /// <param name="name">Another than those of the other machines.</param>
    /// <exception cref="ArgumentException">There is one of this name; or it belongs elsewhere.</exception>
    public Machine Add(string name, Machine machine)
    {
        if (name.Length == 0) throw new ArgumentException("must not be empty", nameof(name));
        if (Find(name) is not null)
            throw new ArgumentException($"there is a machine {name} already: names tell results apart", nameof(name));
        if (machine.Simulation != Simulation)
            throw new ArgumentException($"{name} has a simulation of its own, not that of the world", nameof(machine));
        machine.Join(this, name);
        machine.Log ??= Log;
        machines.Add(machine);
        return machine;
    }

    /// <summary>The machine of a name, or null.</summary>
    public Machine? Find(string name) => machines.Find(machine => machine.Name == name);

    internal void Add(Client client)
    {
        if (clients.Exists(other => other.Name == client.Name))
            throw new ArgumentException($"there is a client {client.Name} already: names tell results apart");
        clients.Add(client);
    }

    /// <summary>Runs until <paramref name="until"/> after the start.</summary>
    public Ending Run(Duration until, Limits? within = null) => Run(Instant.Start + until, within);

    /// <summary>Runs all machines, and says how it ended: in a deadlock where nothing is left to happen although
    /// threads live on any of them.</summary>
    public Ending Run(Instant? until = null, Limits? within = null)
    {
        if (!Simulation.IsBroken) Deadlock = null;
        var ending = Simulation.Run(until, within);
        if (ending.Reason == EndReason.Done && Live > 0) Deadlock = Deadlock.AmongAll(machines);
        // When all clients are done, servers wait for others, who might come.
        if (Deadlock is { IsCycle: false } && (clients.Count > 0 && clients.TrueForAll(client => client.IsAtRest)
            || machines.All(machine => machine.AwaitsClients()))) Deadlock = null;
        if (Deadlock is not null) return new(EndReason.Deadlock, Simulation.Now, Deadlock.ToString());
        if (ending.Reason == EndReason.Done && until is { } end) Simulation.PassTo(end);
        return ending;
    }

    /// <summary>Ends the warm-up: forgets all statistics, keeps the state.</summary>
    public void RestartStatistics()
    {
        foreach (var machine in machines) machine.RestartStatistics();
        foreach (var client in clients) client.Restart();
        network?.Restart();
    }
}
