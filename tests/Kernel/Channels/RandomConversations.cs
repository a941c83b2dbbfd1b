using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// Clients that connect to workers, both say and read what they like, hang up or are killed at any instant; what
/// each of them does it writes down.
sealed class RandomConversations
{
    /// With them a client says who it is.
    public const int Greeting = 8;

    readonly World world = new(new Simulation());
    readonly Machine here, there;
    readonly int seed;
    RandomStream random;

    public RandomConversations(int seed)
    {
        (this.seed, random) = (seed, new((ulong)seed, 0, "conversations"));
        var family = Up(3) == 0 ? SocketFamily.Local : SocketFamily.Network;
        IsFar = family == SocketFamily.Network && Up(2) == 0;
        here = world.Add("here", new(world.Simulation, 8, new Fcfs()));
        there = IsFar ? world.Add("there", new(world.Simulation, 8, new Fcfs())) : here;
        world.Network.Terms = new()
        {
            Latency = Up(3000).Us, Bandwidth = Up(2) == 0 ? null : new ByteRate(20_000 + Up(200_000)),
            Loss = Up(3) == 0 ? 0.05 : 0,
        };
        Bytes Size() => new(20 + Up(200));
        Bytes? send = Size(), receive = family == SocketFamily.Network ? Size() : null;
        Bytes? segment = family == SocketFamily.Network ? new(10 + Up(50)) : null;
        Shop = new(family, send, receive, segment);
        here.Add(Shop, "shop");
        if (IsFar) there.Add(new StreamSocket(family, send, receive, segment), "shop");
        foreach (var machine in world.Machines)
        {
            foreach (var name in (string[])["one", "n", "value"])
                machine.Add(new Variable(name, -1, VariableOwner.Thread));
            machine.Log = Lines.Add;
        }
    }

    public StreamSocket Shop { get; }
    public bool IsFar { get; }
    public List<string> Lines { get; } = [];
    public World World => world;

    public Ending Run()
    {
        Start();
        return world.Run(100.S);
    }

    public void Start()
    {
        var server = new List<Operation> { new Listen(Shop, Up(4)) };
        for (var worker = 1; worker <= 1 + Up(3); worker++)
            server.Add(new Fork([.. Worker()], name: $"worker{worker}"));
        server.Add(Up(3) == 0 ? new Sleep(Up(60).Ms) : new WaitChild(all: true));
        Start(here, "server", server);
        for (var client = 1; client <= 2 + Up(6); client++)
        {
            var process = Start(there, $"client{client}", Client(client));
            if (Up(3) == 0)
                there.Start(process, $"killer{client}", new Program("killer", new Sleep(Up(80_000).Us), new Exit(9)));
        }
    }

    IEnumerable<Operation> Worker()
    {
        yield return new Repeat(1 + Up(4), [
            new Accept(To<IConnectable>(), One, timeout: 100.Ms), new If((Formula)One < 0, [new Exit(0)]),
            new Log("begins"), new Read(Handle<IReadable>(), Greeting.B, all: true, @as: N, value: Value),
            new Log(new(("greeted ", N), (" ", Value))),
            .. Talk(), new Close(Handle<Channel>()), new Log("ends")]);
    }

    List<Operation> Client(int number) =>
    [
        new Sleep(Up(50_000).Us), new Connect(To<IConnectable>(), One, timeout: Up(4) == 0 ? 3.Ms : 4.S),
        new If((Formula)One < 0, [new Exit(0)]),
        new Log("begins"), new Write(Handle<IWritable>(), Greeting.B, value: number), new Log($"greets {number}"),
        .. Talk(), .. Up(2) == 0 ? (Operation[])[new Close(Handle<Channel>()), new Log("ends")] : [],
    ];

    IEnumerable<Operation> Talk()
    {
        for (var left = Up(8); left > 0; left--)
        {
            var (bytes, value) = (1 + Up(Up(3) == 0 ? 500 : 60), 1000 + left);
            switch (Up(5))
            {
                case 0 or 1:
                    yield return new Log($"writes {bytes} {value}");
                    yield return new Write(Handle<IWritable>(), new Bytes(bytes), value: value, timeout: 40.Ms,
                        mode: Up(3) == 0 ? IoMode.NonBlocking : null, @as: N);
                    yield return new Log(new(("wrote ", N)));
                    break;
                case 2 or 3:
                    yield return new Read(Handle<IReadable>(), new Bytes(bytes), all: Up(3) == 0, timeout: 40.Ms,
                        mode: Up(4) == 0 ? IoMode.NonBlocking : null, @as: N, value: Value);
                    yield return new Log(new(("read ", N), (" ", Value), ($" {bytes}", null)));
                    break;
                default:
                    if (Up(3) > 0)
                    {
                        yield return new Sleep(Up(20_000).Us);
                        break;
                    }
                    yield return new Shutdown(Handle<IReadable>(), @as: N);
                    yield return new Log("shuts");
                    break;
            }
        }
    }

    Process Start(Machine on, string name, List<Operation> main)
    {
        var process = on.Process(name);
        on.Start(process, name, new Program(name, [.. main]), isMain: true);
        return process;
    }

    static ChannelReference<T> To<T>() where T : class => new(0);
    static ChannelReference<T> Handle<T>() where T : class => new(0, Handle: One);
    static VariableReference One => new(0, "one", IsOfThread: true);
    static VariableReference N => new(1, "n", IsOfThread: true);
    static VariableReference Value => new(2, "value", IsOfThread: true);

    int Up(int most) => (int)(random.NextUniform() * most);

    public override string ToString() => $"seed {seed}, {Shop.Family}, {(IsFar ? "far" : "near")}";
}
