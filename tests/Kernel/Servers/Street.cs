using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;
using Timeslice.Kernel.Signals;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel.Servers;

/// A server on one machine and its clients on another, which costs nothing and is as near as can be; what clients got
/// is counted by them, not by the server.
sealed class Street
{
    public const int Answer = 8192, Apology = 512;

    readonly World world;
    readonly Machine there;
    readonly Process outside;
    readonly Variable handle, got;
    int clients;

    /// <param name="cpus">Of the server's machine.</param>
    public Street(Architecture architecture, IReadOnlyList<Operation> request, int cpus = 1,
        Scheduler? scheduler = null, Costs? costs = null, ulong seed = 42, MainMemory? memory = null,
        Func<Architecture, IReadOnlyList<Operation>, Server>? make = null, Action<Machine>? furnish = null)
    {
        world = new(new Simulation(seed));
        Here = world.Add("here", new(world.Simulation, cpus, scheduler ?? new Fcfs(), costs) { Memory = memory });
        there = world.Add("there", new(world.Simulation, 64, new Fcfs()));
        Door = Here.Add(new StreamSocket(SocketFamily.Network), "web");
        there.Add(new StreamSocket(SocketFamily.Network), "web");
        world.Network.Terms = new LinkTerms();
        furnish?.Invoke(Here);
        Variable Own(string name) => new(there, name, -1, VariableOwner.Thread);
        (handle, got) = (Own("handle"), Own("got"));
        there.Log = said =>
        {
            if (said.EndsWith($" {Answer}", StringComparison.Ordinal)) Answers++;
            else Silences++;
        };
        outside = there.Process("outside");
        outside.OnSignal(Signal.Pipe, Reaction.Ignore);
        Server = Here.Add((make ?? ((how, what) => new("web", how, what)))(architecture, request));
    }

    public Machine Here { get; }
    public World World => world;
    public StreamSocket Door { get; }
    public Server Server { get; }
    public ServerAccounts Its => Server.Accounts;

    /// What clients have heard: whole answers, short ones, none.
    public int Answers { get; private set; }
    public int Apologies { get; private set; }
    public int Silences { get; private set; }
    public int Refusals { get; private set; }

    /// Who is asking, and has heard nothing yet.
    public int Asking { get; private set; }

    /// From when a client asked to when it had all of the answer.
    public Tally Latency { get; } = new();

    /// By client, in the order of their coming: when it had each answer, in nanoseconds.
    public SortedDictionary<int, List<long>> Heard { get; } = [];

    /// A client comes that asks so many times on one connection.
    public void Come(Duration at, int requests = 1, Duration think = default, Bytes? size = null) =>
        Start(++clients, at, requests, think, size ?? 512.B);

    /// A client comes whose request is of a class, and asks once.
    public void ComeWith(long value, Duration at)
    {
        var (open, answer) = (new ChannelReference<IReadable>(0, Handle: handle), new Phrase(("", got)));
        there.Start(outside, $"client {++clients}", new("client", new Sleep(at),
            new Connect(Door, @as: handle), new Write(new(0, Handle: handle), 512.B, value: value),
            new Read(open, new Bytes(Answer), all: true, @as: got), new Log(answer)));
    }

    /// Clients come one by one, in intervals that are drawn, and ask once.
    public void ComeAtRandom(int count, Duration interval)
    {
        outside.Thread("source", async self =>
        {
            for (var i = 0; i < count; i++)
            {
                await self.Sleep(self.Random.Exponential(interval));
                var number = ++clients;
                await self.Spawn($"visitor", visitor => Visit(visitor, number, 1, default, 512.B));
            }
        });
    }

    public Ending Run(Duration? until = null) => until is { } time ? world.Run(time) : world.Run();

    /// What the server took is somewhere.
    public void ShouldBalance()
    {
        Its.Taken.ShouldBe(Its.Served + Its.Failed + Its.Lost + Its.InHand);
        Its.Latency.Count.ShouldBe(Its.Served);
    }

    void Start(int number, Duration at, int requests, Duration think, Bytes size) =>
        outside.Thread($"client {number}", self => Visit(self, number, requests, think, size), after: at);

    async SimTask Visit(Thread self, int number, int requests, Duration think, Bytes size)
    {
        Heard.TryAdd(number, []);
        var connection = await Door.Connect(self);
        if (!connection.IsOpen)
        {
            Refusals++;
            return;
        }
        for (var i = 0; i < requests; i++)
        {
            if (i > 0) await self.Sleep(think);
            var asked = self.Simulation.Now;
            Asking++;
            await connection.Write(self, size);
            var answered = await connection.ReadAll(self, new Bytes(Answer));
            Asking--;
            if (answered != Answer)
            {
                if (answered == Apology) Apologies++;
                else Silences++;
                break;
            }
            Answers++;
            Latency.Add(self.Simulation.Now - asked);
            Heard[number].Add(self.Simulation.Now.Nanoseconds);
        }
        await connection.Close(self);
    }
}
