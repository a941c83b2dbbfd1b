using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Signals;

/// <summary>What signals do to threads that wait in a call, or come back from one: signal(7); worked out by hand.</summary>
public sealed class LawsOfWaitsBrokenOff
{
    const int Interrupted = -4, TimedOut = -110;

    readonly Machine machine;
    readonly List<string> said = [];
    readonly Variable n, value, other;

    public LawsOfWaitsBrokenOff()
    {
        machine = new(new Simulation(), cpus: 4, new Fcfs()) { Log = line => said.Add(line.Trim()) };
        Variable Own(string name) => new(machine, name, -1, VariableOwner.Thread);
        (n, value, other) = (Own("n"), Own("value"), Own("other"));
    }

    static OnSignal On(Signal signal, params Operation[] handler) => new(signal, new Reaction(handler));
    static OnSignal On(Signal signal, bool restart, params Operation[] handler) =>
        new(signal, new Reaction(handler), restart);
    static Log Say(string what) => new(what);

    // What the last call has answered.
    Log Tell(string what) => new(new Phrase((what + " ", n)));

    Process Start(string name, params Operation[] main)
    {
        var process = machine.Process(name);
        machine.Start(process, "main", new Program(name, main), isMain: true);
        return process;
    }

    [Fact]
    public void Who_has_waited_for_a_channel_where_nothing_costs_anything_still_handles_signals()
    {
        var pipe = new Pipe(machine, name: "pipe");
        Start("app", new Open(pipe), new Fork([On(Signal.Usr1, Say("handles")), new Read(pipe, 1.B),
            new Compute(5.Ms), Say("done")], name: "child"), new Sleep(1.Ms), new Write(pipe, 1.B), new Sleep(1.Ms),
            new Kill((Formula)3, Signal.Usr1), new WaitChild());
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["2ms child 1: handles", "6ms child 1: done"]);
    }
}
