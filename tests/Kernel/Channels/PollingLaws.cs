using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// What laws of waiting for many files have in common: a machine, variables of each thread, and what programs say.
public abstract class PollingLaws
{
    protected const int Interrupted = -4, BadHandle = -9, Exists = -17, Invalid = -22, NoEntry = -2, Loop = -40;

    private protected readonly Machine machine;
    private protected readonly List<string> said = [];
    private protected readonly Variable n, fd, value, can, one, two;
    private protected readonly Pipe a, b, c;

    protected PollingLaws(Costs? costs = null, int cpus = 8)
    {
        machine = new(new Simulation(), cpus, new Fcfs(), costs) { Log = line => said.Add(Text(line)) };
        (n, fd, value, can) = (Own("n"), Own("fd"), Own("value"), Own("can"));
        (one, two) = (Own("one"), Own("two"));
        (a, b, c) = (new(machine, 10.B, "a"), new(machine, 10.B, "b"), new(machine, 10.B, "c"));
    }

    // A line begins with the instant and who says it.
    string Text(string line) =>
        $"{line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]} {machine.Simulation.Now}";

    Variable Own(string name) => new(machine, name, -1, VariableOwner.Thread);

    private protected Process Start(string name, params Operation[] main)
    {
        var process = machine.Process(name);
        machine.Start(process, "main", new Program(name, main), isMain: true);
        return process;
    }

    private protected void Beside(Process process, string name, params Operation[] main) =>
        machine.Start(process, name, new Program(name, main));

    private protected Ending Run(params Operation[] main)
    {
        Start("app", main);
        return machine.Run();
    }

    private protected Log Tell(string what) => new(new Phrase((what + " ", n)));
    private protected Log TellFile() => new(new Phrase(("ready ", fd), (" can ", can)));
    private protected Log TellValue() => new(new Phrase(("value ", value), (" can ", can)));
    private protected static ChannelReference<T> At<T>(Variable handle) where T : class => new(0, Handle: handle);
    private protected static ChannelReference<IPollable> At(long handle) => new(0, Handle: handle);
    private protected Write Write(Pipe to, int bytes = 1) => new(to, new Bytes(bytes), @as: n);
    private protected Read Read(Pipe from, int bytes = 1) => new(from, new Bytes(bytes), @as: n);

    private protected Poll Poll(Duration? timeout, params ChannelReference<IPollable>[] of) =>
        new(of, timeout: timeout, @as: n, ready: fd, can: can, @do: [TellFile()]);

    /// How often threads become ready again that waited for IO.
    private protected sealed class Woken : Observer
    {
        readonly HashSet<int> blocked = [];

        public int Count { get; private set; }

        public override void ThreadChanged(Machine machine, int thread, ThreadState state)
        {
            if (state == ThreadState.BlockedOnIO) blocked.Add(thread);
            else if (state == ThreadState.Ready && blocked.Remove(thread)) Count++;
        }
    }
}
