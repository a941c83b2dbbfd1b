using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Coroutines;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Servers;

/// A server of any architecture and program, clients who ask as they like, and kills at any instant.
sealed class RandomServers
{
    RandomStream random;
    readonly List<string> told = [];

    // A request of it is laid down where it waits, and others go on in its thread, which has its locks.
    bool laysDown;

    // Its requests are coroutines, which create no processes.
    bool isLoop;

    public RandomServers(ulong seed)
    {
        random = new(seed, 0, "servers");
        var (architecture, most) = Architecture();
        MostInHand = most;
        Retires = Up(5) == 0;
        Street = new(architecture, [.. Request(depth: 2)], cpus: 1 + Up(4),
            Up(2) == 0 ? new Fcfs() : new RoundRobin((100 + Up(2000)).Us),
            costs: Up(2) == 0 ? CostProfiles.Free : CostProfiles.LinuxVm, seed: seed,
            memory: Up(2) == 0 ? new(256.MiB) : null, make: Make, furnish: machine =>
            {
                machine.Add("door", new Mutex(robust: true));
                machine.Add("pair", new IpcSemaphore(2, undo: true));
            });
        Tell($"seed {seed}");
        for (var i = 1 + Up(12); i > 0; i--)
            Street.Come(at: (1000 + Up(30_000)).Us, requests: 1 + Up(4), think: Up(3000).Us, size: new(1 + Up(4000)));
    }

    public Street Street { get; }

    /// How many requests the architecture can have in hand.
    public int MostInHand { get; }

    /// Whether some request ends its process.
    public bool Crashes { get; private set; }

    /// Whether the server ends of itself every so often.
    public bool Retires { get; }

    /// Processes of the server that were killed.
    public int Kills { get; private set; }

    public Ending Run(Action after)
    {
        for (var at = 0; at < 60_000; at += 1 + Up(15_000))
        {
            Street.World.Run(Instant.Start + at.Us);
            after();
            if (Up(2) == 0) Kill();
            after();
        }
        var ending = Street.World.Run(Instant.Start + 10.S);
        after();
        return ending;
    }

    void Kill()
    {
        var its = Street.Here.PresentProcesses
            .Where(process => process.Origin == Street.Server.Process && process.State == ProcessState.Alive).ToList();
        if (its.Count == 0) return;
        Kills++;
        its[Up(its.Count)].Kill(Up(2) == 0 ? Signal.Kill : Signal.Term);
    }

    Server Make(Architecture how, IReadOnlyList<Operation> what) => new("web", how, what,
        response: new Bytes(Street.Answer), backlog: Up(4) == 0 ? Up(3) : 128,
        keepAlive: Up(2) == 0 ? null
            : new(Up(2) == 0 ? (500 + Up(3000)).Us : null, Up(2) == 0 ? 1 + Up(3) : null),
        leak: Up(3) == 0 ? 16.KiB : default, memory: Up(2) == 0 ? 100.KiB : default,
        shed: Up(3) switch { 0 => new WaitingTime(Up(4000).Us), 1 => new QueueLimit(Up(4)), _ => null },
        restart: new(RestartAfter.Always, delay: Up(2) == 0 ? Duration.Zero : Up(3000).Us),
        restartEvery: Retires ? (5 + Up(20)).Ms : null);

    (Architecture, int) Architecture()
    {
        var (k, m) = (1 + Up(4), 1 + Up(3));
        int? most = Up(2) == 0 ? k : null;
        var helpers = Up(2) == 0 ? 0 : k;
        (Architecture, int) made = Up(10) switch
        {
            0 => (new Iterative(), 1),
            1 => (new ForkPerConnection(most), most ?? 100),
            2 => (new Prefork(k, Up(2) == 0 ? 1 + Up(5) : null, (Accepting)Up(2)), k),
            3 => (new ThreadPerConnection(most), most ?? 100),
            4 => (new ThreadPool(k, Up(3) == 0 ? null : Up(4), (WhenFull)Up(2), (Lines)Up(2)), k),
            5 => (new Hybrid(k, m), k * m),
            6 => (new Timeslice.Kernel.Servers.EventLoop(), 100),
            7 => (new EventLoopWithHelpers(k), 100),
            8 => (new MultiLoop(k, (LoopOf)Up(2), (Woken)Up(2), helpers), 100),
            _ => (new CoroutinesArchitecture(k, (CarrierQueue)Up(2)), 100),
        };
        isLoop = made.Item1 is Timeslice.Kernel.Servers.EventLoop or EventLoopWithHelpers or MultiLoop
            or CoroutinesArchitecture;
        laysDown = made.Item1 is EventLoopWithHelpers or CoroutinesArchitecture
            || made.Item1 is MultiLoop && helpers > 0;
        Tell($"{made.Item1.GetType().Name}, {made.Item2} at most");
        return made;
    }

    IEnumerable<Operation> Request(int depth)
    {
        for (var left = 1 + Up(3); left > 0; left--)
            yield return Up(depth == 0 ? 4 : 9) switch
            {
                0 or 1 => new Compute((10 + Up(1500)).Us),
                2 => new Sleep(Up(1500).Us),
                3 => new Yield(),
                4 => new With(new LockReference<ILockable>(Up(2)),
                    laysDown ? [new Compute((10 + Up(900)).Us)] : [.. Request(depth: 0)]),
                5 => new Choose([new(3, [.. Request(depth - 1)]), new(1, [new Respond(500)])]),
                6 => new Choose([new(5, [.. Request(depth - 1)]), new(1, [new Return()])]),
                7 when !isLoop => new Fork(child: [new Compute(Up(900).Us)], parent: [new WaitChild(all: true)]),
                _ => Crash(),
            };
    }

    Operation Crash()
    {
        Crashes = true;
        return new Choose([new(6, [new Compute(10.Us)]), new(1, [new Crash()])]);
    }

    void Tell(string what) => told.Add(what);

    int Up(int most) => (int)(random.NextUniform() * most);

    public override string ToString() =>
        $"{string.Join(", ", told)}, {Kills} kills, {(Crashes ? "may crash" : "does not crash")}";
}
