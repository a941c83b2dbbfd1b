using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Channels;

/// Random processes that read and write pipes and FIFOs, fork, go on with other programs and are killed.
sealed class PipePrograms
{
    RandomStream random;
    readonly List<(bool IsFifo, long Capacity)> channels = [];
    readonly List<List<Act[]>> processes = [];
    readonly List<(int At, int Target)> kills = [];
    readonly bool isLarge, isPlain;
    readonly int cpus;
    readonly int quantum;
    int ids;

    /// <param name="isPlain">Only what methods can ask for.</param>
    public PipePrograms(ulong seed, bool isPlain = false)
    {
        (random, this.isPlain) = (new(seed, 0, "pipes"), isPlain);
        isLarge = One(10);
        cpus = Upto(3);
        quantum = One(2) ? 0 : Upto(300);
        for (var i = Upto(3); i > 0; i--) channels.Add((One(2), Capacity()));
        for (var i = Upto(4); i > 0; i--)
        {
            var threads = new List<Act[]>();
            for (var j = One(2) ? 1 : Upto(3); j > 0; j--) threads.Add([.. Opens(), .. Acts(depth: 0)]);
            processes.Add(threads);
        }
        if (isPlain) return;
        for (var i = Upto(4) - 1; i > 0; i--) kills.Add((Upto(5_000), Upto(8)));
    }

    public IReadOnlyList<(bool IsFifo, long Capacity)> Channels => channels;
    public IReadOnlyList<List<Act[]>> Processes => processes;

    public Machine Build(PipeHistory? history, Costs? costs = null, bool isMethod = false)
    {
        Func<Scheduler> policy = quantum == 0 ? () => new Fcfs() : () => new RoundRobin(quantum.Ns);
        var machine = new Machine(new Simulation(), cpus, policy, new Global(), costs);
        var answer = new Variable(machine, "answer", 0);
        foreach (var (isFifo, capacity) in channels)
        {
            if (isFifo) _ = new Fifo(machine, new Bytes(capacity));
            else _ = new Pipe(machine, new Bytes(capacity));
        }
        if (history is not null) machine.Watch(history);
        history?.Watch(machine, [.. channels.Select(channel => channel.Capacity)]);
        foreach (var (i, threads) in processes.Index())
        {
            var process = machine.Process($"process {i}");
            foreach (var (j, acts) in threads.Index())
            {
                if (isMethod) process.Thread($"thread {j}", PipeMethods.Doing(acts));
                else machine.Start(process, $"thread {j}", new Program($"thread {i} {j}",
                    Act.Operations(acts, machine.Channels, answer, history)));
            }
        }
        foreach (var (i, (at, target)) in kills.Index())
        {
            var killer = new Program("killer", new Sleep(at.Ns), new Kill(target));
            machine.Start(machine.Process($"killer {i}"), "killer", killer);
        }
        return machine;
    }

    public override string ToString() => string.Join("\n", [
        $"{cpus} CPUs, quantum {quantum}",
        .. channels.Select((channel, i) => $"{i}: {(channel.IsFifo ? "fifo" : "pipe")} of {channel.Capacity}"),
        .. processes.SelectMany((threads, i) =>
            threads.Select(acts => $"process {i}: {string.Join("; ", acts.Select(act => act.ToString()))}")),
        .. kills.Select(kill => $"kills the process {kill.Target} of those present at {kill.At}")]);

    long Capacity() => isLarge ? 4096 + Upto(9_000) : Upto(20);

    long Bytes() => One(15) ? 0 : !isLarge ? Upto(25) : One(3) ? 4095 + Upto(3) : Upto(9_000);

    IEnumerable<Act> Opens()
    {
        for (var channel = 0; channel < channels.Count; channel++)
            if (Upto(4) > 1) yield return Open(channel);
    }

    Act Open(int channel)
    {
        var isFifo = channels[channel].IsFifo;
        Use? use = isFifo ? (Use)(Upto(5) switch { 1 or 2 => 0, 3 or 4 => 1, _ => 2 })
            : One(30) ? Use.Reading : null;
        return new(Deed.Open, ++ids, channel, use, IsNonBlocking: One(6), IsWhole: !isPlain && One(6));
    }

    Act[] Acts(int depth) => [.. Enumerable.Range(0, Upto(9)).Select(_ => Draw(depth))];

    Act Draw(int depth)
    {
        var channel = Upto(channels.Count) - 1;
        var timeout = !isPlain && One(5) ? Upto(500) - 1 : -1;
        return Upto(20) switch
        {
            <= 6 => new(Deed.Read, ++ids, channel, Bytes: Bytes(), IsNonBlocking: !isPlain && One(6),
                Timeout: timeout, IsWhole: One(4)),
            <= 12 => new(Deed.Write, ++ids, channel, Bytes: Bytes(), IsNonBlocking: !isPlain && One(6),
                Timeout: timeout),
            13 => new(Deed.Compute, 0, Time: Upto(400)),
            14 => new(Deed.Sleep, 0, Time: Upto(400)),
            15 => Open(channel),
            16 or 17 => new(Deed.Close, 0, channel, One(3) ? null : One(2) ? Use.Reading : Use.Writing),
            18 or 19 when depth < 2 && !isPlain => new(Deed.Fork, ++ids, Body: Acts(depth + 1)),
            20 when depth < 2 && !isPlain => One(3) ? new(Deed.Exit, 0) : new(Deed.Exec, ++ids, Body: Acts(depth + 1)),
            _ => new(Deed.Sleep, 0, Time: Upto(100)),
        };
    }

    int Upto(int most) => 1 + (int)((random.NextBits() >> 32) * (ulong)most >> 32);

    bool One(int of) => Upto(of) == 1;

    /// Ends one of the processes that are there, whatever it does, but for init and its own.
    sealed class Kill(int target) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            var own = machine.ProcessOf(thread);
            var alive = machine.PresentProcesses
                .Where(one => !one.IsOver && one != own && one.Parent is not null && one.Alive > 0).ToList();
            if (alive.Count > 0) machine.ExitBySignal(alive[target % alive.Count], Signal.Kill);
            return Flow.Next;
        }
    }
}
