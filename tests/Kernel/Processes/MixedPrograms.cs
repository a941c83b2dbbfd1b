using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;
using Fifo = Timeslice.Kernel.Channels.Fifo;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Kernel.Processes;

/// Random trees of processes that do everything that programs can do, and are killed at any instant. One for each seed.
sealed class MixedPrograms
{
    const int Pages = 8, MostDepth = 2;

    static readonly Shared[][] waysToClone =
    [
        [], [Shared.Files], [Shared.Memory], [Shared.Memory, Shared.Files], [Shared.Memory, Shared.Handlers],
        [Shared.Memory, Shared.Suspend], [Shared.Parent, Shared.Files],
        [Shared.Memory, Shared.Files, Shared.Handlers, Shared.Group],
    ];

    static readonly Signal[] signals =
    [
        Signal.Usr1, Signal.Usr1, Signal.Usr2, Signal.Int, Signal.Chld, Signal.Alrm, Signal.Pipe, Signal.Segv,
        Signal.Term, Signal.Stop, Signal.Tstp, Signal.Cont, Signal.Cont, Signal.Kill,
    ];

    static readonly Signal[] caught =
        [Signal.Usr1, Signal.Usr2, Signal.Int, Signal.Chld, Signal.Alrm, Signal.Pipe, Signal.Term, Signal.Segv];

    readonly ulong seed;
    RandomStream random;
    int programs;
    Variable answer = null!, handle = null!, shared = null!;
    Channel[] pipes = [], queues = [], sockets = [];
    SharedMemory memory = null!;
    Lock[] locks = [];

    public MixedPrograms(ulong seed)
    {
        (this.seed, random) = (seed, new(seed, 0, "mixed"));
        World = new(new Simulation(seed));
    }

    public ulong Seed => seed;
    public World World { get; }

    /// CPUs may idle while threads wait.
    public bool MayIdle { get; private set; }

    /// The same world for each seed, ready to run. To be called once.
    public World Build(params Operation[] first)
    {
        var (machines, isNetwork) = (One(4) ? 2 : 1, One(3));
        for (var i = 1; i <= machines; i++)
        {
            var machine = World.Add($"machine{i}", NewMachine());
            AddChannels(machine, isNetwork);
        }
        foreach (var machine in World.Machines)
        {
            for (var i = 1; i <= Upto(3); i++)
                Start(machine, $"app {i}", [.. first, .. Begins(), .. Body(0), .. Body(0)]);
            for (var i = Upto(3); i > 0; i--)
            {
                var (kills, target) = (One(3) ? One(signals) : Signal.Kill, 1 + Upto(12));
                Start(machine, $"killer {i}", [new Sleep(Time(2_000)), new Kill((Formula)target, kills, @as: answer),
                    new Sleep(Time(2_000)), new Kill((Formula)(target + 1), kills, @as: answer)]);
            }
        }
        return World;
    }

    /// When the run is looked at; after the last all are killed.
    public IEnumerable<Instant> Stops()
    {
        var at = Instant.Start;
        for (var i = 0; i < 6; i++) yield return at += Time(1_500);
    }

    public override string ToString() => $"seed {seed}";

    Machine NewMachine()
    {
        var (slice, policy, cpus) = (Time(100), Upto(3), Upto(4));
        Func<Scheduler> scheduler = policy switch
        {
            1 => () => new Fcfs(),
            2 => () => new RoundRobin(slice),
            _ => () => new Fair(slice),
        };
        QueueLayout layout = One(3) ? new PerCpu(One(2), null, Wake.Last) : new Global();
        MayIdle |= layout is PerCpu;
        return new(World.Simulation, cpus, scheduler, layout, One(2) ? CostProfiles.LinuxVm : null)
        {
            // A huge page that is larger than memory is left out: nobody could be killed for it.
            Memory = new((3 + Upto(57)) * 4.KiB, swap: (Upto(40) - 1) * 4.KiB, swapLatency: Time(30),
                overcommit: One(2) ? Overcommit.Always : Overcommit.Heuristic, hugePage: 8.KiB,
                replacement: Upto(2) == 1 ? new Lru() : new Clock(),
                oom: One(3) ? OutOfMemory.Refuse : OutOfMemory.Kill, stack: One(2) ? 16.KiB : 0.B),
        };
    }

    void AddChannels(Machine machine, bool isNetwork)
    {
        pipes = [new Pipe(machine, 100.B), new Pipe(machine, 9.KiB), new Fifo(machine, 100.B), new Fifo(machine)];
        queues = [new PosixMessageQueue(machine, 2, 64.B), new PosixMessageQueue(machine, 3, 64.B, exists: false),
            new SystemVMessageQueue(machine, "7", 100.B, 64.B),
            new SystemVMessageQueue(machine, "private", 100.B, 64.B, exists: false)];
        memory = new(machine, 64.KiB);
        sockets = [isNetwork ? new StreamSocket(machine, SocketFamily.Network, 200.B, 150.B, 60.B)
            : new StreamSocket(machine, SocketFamily.Local, 200.B)];
        (answer, handle) = (new(machine, "answer"), new(machine, "handle"));
        shared = new(memory, "shared");
        locks = [new IpcSemaphore(machine, 2, undo: true), new IpcSemaphore(machine, 3),
            machine.Add(null, new Mutex()), machine.Add(null, new Mutex(robust: true))];
    }

    void Start(Machine machine, string name, IReadOnlyList<Operation> main)
    {
        var process = machine.Process(name, (Upto(4) - 1) * 4.KiB);
        machine.Start(process, name, new Program(name, main), isMain: true, at: Instant.Start + Time(100));
        if (One(3)) machine.Start(process, $"{name} too", Draw(1, Where.Free));
    }

    // What most programs do first, so that later ones come to something.
    IEnumerable<Operation> Begins()
    {
        yield return new Allocate("heap", Pages * 4.KiB, @as: answer);
        foreach (var signal in caught)
            if (One(3)) yield return Catches(signal);
        if (!One(3)) yield return new Attach(memory, @as: answer);
        foreach (var pipe in pipes)
            if (One(2)) yield return Opens(pipe);
        if (One(2)) yield return new Listen(To<IConnectable>(sockets), Upto(3), @as: answer);
    }

    Program Draw(int depth, Where where) =>
        new($"program {++programs}", [.. One(2) ? Begins() : [], .. Body(depth, where)]);

    /// Where operations stand: locked, nothing is to leave what the lock is around; in a handler nothing takes a mutex,
    /// which the thread may have already.
    [Flags]
    enum Where { Free = 0, Locked = 1, Handler = 2, Vfork = 4 }

    Operation[] Body(int depth, Where where = Where.Free) =>
        [.. Enumerable.Range(0, Upto(depth == 0 ? 9 : 5)).SelectMany(_ => Does(depth, where))];

    IEnumerable<Operation> Does(int depth, Where where)
    {
        var isDeep = depth >= MostDepth;
        switch (Upto(isDeep ? 22 : 34))
        {
            case 1: return [new Compute(Time(200))];
            case 2: return [new Sleep(Time(300), answer)];
            case 3 or 4: return [new Read(One<IReadable>(pipes), Size(), all: One(4), Patience(), Mode(), answer)];
            case 5 or 6: return [new Write(One<IWritable>(pipes), Size(), value: 5, Patience(), Mode(), answer)];
            case 7: return [Opens(One(pipes))];
            case 8: return [new Close(One(2) ? One<Channel>(pipes) : Handle<Channel>(), @as: answer)];
            case 9 or 10: return Messages();
            case 11 or 12: return SharesMemory();
            case 13 or 14 or 15: return Converses();
            case 16 or 17: return UsesMemory();
            case 18: return [new Kill((Formula)(Upto(14) - 1), One(signals), @as: answer)];
            case 19: return [Catches(One(caught), depth, where)];
            case 20: return [One(2) ? new Mask(block: [One(caught)]) : new Mask(unblock: [One(caught)])];
            case 21: return [new WaitChild(all: One(4), noHang: One(2), @as: answer, stopped: One(4))];
            case 22: return One(3) && where == Where.Free ? [Ends()] : [new Alarm(Time(300), answer)];
            case 23 or 24 or 25: return Forks(depth, where);
            case 26: return [new Spawn(Draw(depth + 1, Where.Free), Upto(2))];
            case 27: return [new Spawn(Draw(depth + 1, Where.Free), Upto(2), "j"), new Join("j")];
            case 28 or 29 or 30: return Locks(depth, where);
            case 31 when where == Where.Free: return [new Repeat(Upto(3), Body(depth + 1))];
            case 32 when One(3): return [new Exec(Draw(depth + 1, where), (Upto(4) - 1) * 4.KiB)];
            case 33: return [new SetGroup(@as: answer), new Kill(group: Upto(14), signal: One(signals), @as: answer)];
            case 34 when One(2): return [new Pause()];
            default: return [new Compute(Time(50))];
        }
    }

    IEnumerable<Operation> Messages()
    {
        var queue = One(queues);
        return Upto(9) switch
        {
            1 or 2 => [new Open(queue, One(2) ? Use.Both : null,
                queue is PosixMessageQueue ? Mode() ?? default : default, create: true, exclusive: One(5),
                closeOnExec: One(3), @as: handle)],
            3 => One(3) ? [new Remove(queue, answer)]
                : [new Close(queue, @as: answer)],
            4 or 5 or 6 => [new Send(To<ISendable>([queue]), new Bytes(Upto(64)), value: 3, timeout: Patience(),
                mode: Mode(), @as: answer, type: queue is SystemVMessageQueue ? (Formula)Upto(2) : null)],
            _ => [new Receive(To<IReceivable>([queue]), 64.B, timeout: Patience(), mode: Mode(), @as: answer)],
        };
    }

    IEnumerable<Operation> SharesMemory() => Upto(8) switch
    {
        1 => [new Attach(memory, readOnly: One(6), @as: answer)],
        2 => [new DetachMemory(memory, answer)],
        3 => One(3) ? [new Remove(memory, answer)] : [new Open(memory, create: true, @as: handle)],
        4 or 5 => [new Attach(memory, @as: answer), new If(Formula.Equal(answer, 0), [new Set(shared, 5, Time(20))])],
        6 => [new Attach(memory, @as: answer), new If(Formula.Equal(answer, 0),
            [new Write(memory, Size(), value: 2, @as: answer), new DetachMemory(memory, answer)])],
        _ => [new Attach(memory, @as: answer), new If(Formula.Equal(answer, 0),
            [new Read(memory, Size(), @as: answer)])],
    };

    IEnumerable<Operation> Converses() => Upto(8) switch
    {
        1 => [new Listen(To<IConnectable>(sockets), Upto(3), @as: answer)],
        2 => [new Accept(To<IConnectable>(sockets), handle, Patience(), Mode())],
        3 or 4 => [new Connect(To<IConnectable>(sockets), handle, Patience(), Mode() ?? default)],
        5 => [new Shutdown(Handle<IReadable>(), @as: answer)],
        6 => [new Write(Handle<IWritable>(), Size(), value: 4, Patience(), Mode(), answer)],
        _ => [new Read(Handle<IReadable>(), Size(), One(4), Patience(), Mode(), answer)],
    };

    IEnumerable<Operation> UsesMemory() => Upto(6) switch
    {
        1 => [new Allocate("more", Upto(6) * 4.KiB, answer), new If(Formula.Equal(answer, 0),
            [new Touch("more", write: true, @as: answer), new Free("more")])],
        2 => [new Allocate("huge", 16.KiB, answer, huge: true), new If(Formula.Equal(answer, 0),
            [new Touch("huge", write: One(2), @as: answer)])],
        3 => [new Touch("image", write: One(2), @as: answer)],
        _ => [new Allocate("heap", 4.KiB, answer), new If(Formula.Equal(answer, 0), [new Touch("heap",
            pages: Upto(4), order: One(2) ? TouchOrder.Random : TouchOrder.Sequential, write: One(2), @as: answer)])],
    };

    IEnumerable<Operation> Forks(int depth, Where where)
    {
        Operation[] child = [.. Body(depth + 1, where & Where.Handler), new Exit(Upto(3))];
        return Upto(6) switch
        {
            1 or 2 => [new Fork(child, @as: answer, first: One(2) ? RunsFirst.Child : RunsFirst.Parent)],
            3 when where == Where.Free => [new Fork(@as: answer)],
            4 => [new Vfork([.. Body(depth + 1, where & Where.Handler), One(2) ? new Exit(1)
                : new Exec(Draw(depth + 1, Where.Free))], @as: answer)],
            _ => [new Clone(One(waysToClone), child, @as: answer)],
        };
    }

    IEnumerable<Operation> Locks(int depth, Where where)
    {
        var one = (where & (Where.Locked | Where.Handler)) != 0 ? locks[Upto(2) - 1] : One(locks);
        var body = Body(depth + 1, where | Where.Locked);
        return one is Mutex && One(3) ? [new TryLock(one, body)] : [new With(one, body)];
    }

    Operation Ends() => Upto(5) switch
    {
        1 => new Crash(),
        2 => new ExitThread(),
        3 => new Return(2),
        _ => new Exit(1),
    };

    OnSignal Catches(Signal signal, int depth = 1, Where where = Where.Free) => new(signal,
        One(4) ? One(2) ? Reaction.Ignore : Reaction.Default
        : new Reaction(depth >= MostDepth ? [new Compute(Time(40))] : Body(depth + 1, Where.Handler | Where.Locked)),
        restart: One(2));

    Open Opens(Channel one) => new(one, One(3) ? null : (Use)(Upto(one is Fifo ? 3 : 2) - 1),
        One(3) ? IoMode.NonBlocking : IoMode.Blocking, closeOnExec: One(4), @as: handle);

    Duration Time(int most) => (Upto(most) * 1_000 + Upto(1_000)).Ns;
    RandomDuration? Patience() => One(3) ? Time(400) : null;
    IoMode? Mode() => One(5) ? IoMode.NonBlocking : null;
    Bytes Size() => new(One(12) ? 0 : One(4) ? Upto(9_000) : Upto(150));

    static ChannelReference<T> To<T>(Channel[] one) where T : class => new(one[0].Number);
    ChannelReference<T> One<T>(Channel[] of) where T : class => new(One(of).Number);
    ChannelReference<T> Handle<T>() where T : class => new(0, Handle: One(3) ? 2 + Upto(6) : handle);

    T One<T>(T[] of) => of[Upto(of.Length) - 1];
    bool One(int of) => Upto(of) == 1;
    int Upto(int most) => 1 + (int)((random.NextBits() >> 32) * (ulong)most >> 32);
}
