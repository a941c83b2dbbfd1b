using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Clients;

/// A server of ordinary threads, and clients outside: each thread accepts, and reads, computes and writes until its
/// client hangs up. Nothing costs time but the service.
sealed class Shop
{
    public const int Response = 8192;

    readonly Machine machine;
    readonly VariableReference talk, n, kind;

    public Shop(RandomDuration service, int workers = 1, int cpus = 1, int backlog = 1_000_000, ulong seed = 42,
        ulong replication = 0, SocketFamily family = SocketFamily.Local, LinkTerms? far = null,
        Formula? status = null, IReadOnlyList<Operation>? request = null, Duration opensAt = default,
        Duration? closesAt = null)
    {
        var simulation = new Simulation(seed, replication);
        machine = new(simulation, cpus, new Fcfs());
        Outside = far is null ? machine : new(simulation, cpus: 1, new Fcfs());
        World = far is null ? machine.World : new(simulation);
        foreach (var each in (Machine[])[machine, Outside])
        {
            if (each.Channels.Count > 0) break;
            if (far is not null) World.Add(each == machine ? "server" : "outside", each);
            var door = each.Add(new StreamSocket(family), "door");
            if (each == machine) Door = door;
        }
        if (far is not null) World.Network.Terms = far;
        VariableReference Own(string name) => new Variable(machine, name, 0, VariableOwner.Thread);
        (talk, n, kind) = (Own("talk"), Own("n"), Own("kind"));
        var process = machine.Process("shop");
        machine.Start(process, "opener", new Program("opener",
            new Sleep(opensAt), new OnSignal(Signal.Pipe, Reaction.Ignore), new Listen(Door!, backlog)));
        if (closesAt is { } end) machine.Start(process, "end", new Program("end", new Sleep(end), new Exit(0)));
        machine.Start(process, "worker", new Program("worker", new Sleep(opensAt), new Sleep(1.Ns), new Forever([
            new Accept(Door!, talk), new Forever([
                new Read(From, 64.KiB, @as: n, value: kind), new If((Formula)n <= 0, [new Break()]),
                .. request ?? [new Compute(service)],
                new Write(To, new Bytes(Response), value: status ?? 200, @as: n)]),
            new Close(new ChannelReference<Channel>(0, Handle: (Formula)talk))])), workers);
    }

    public World World { get; }
    public Machine Machine => machine;
    public StreamSocket Door { get; } = null!;

    /// The machine on the other side of the network; the same where there is none.
    public Machine Outside { get; }

    /// Of the request at hand.
    public Formula Kind => kind;

    ChannelReference<IReadable> From => new(0, Handle: (Formula)talk);
    ChannelReference<IWritable> To => new(0, Handle: (Formula)talk);

    public Client Client(Load load, ClientTerms? terms = null, string name = "users") =>
        new(World, name, Door, load, terms, Outside);

    /// A part of the response, to be written by the program of a request.
    public static Operation Say(Bytes bytes) =>
        new Write(new(0, Handle: (Formula)new VariableReference(0, "talk", true)), bytes, value: 200);

    /// The rest of a request, of which a first read has brought 64 KiB.
    public static Operation Hear(Bytes rest) =>
        new Read(new(0, Handle: (Formula)new VariableReference(0, "talk", true)), rest, all: true);

    public Ending Run(Duration until) => World.Run(until);
}
