using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Signals;

/// <summary>Fork, vfork and threads are settings of clone.</summary>
public sealed class LawsOfClones
{
    static readonly Shared[] Vfork = [Shared.Memory, Shared.Suspend];
    static readonly Shared[] Thread = [Shared.Memory, Shared.Files, Shared.Handlers, Shared.Group];

    [Fact]
    public void A_clone_that_shares_nothing_is_a_fork() => Alike(
        child => new Fork(child, name: "c"), child => new Clone([], child, name: "c"));

    [Fact]
    public void A_clone_that_shares_memory_and_suspends_is_a_vfork() => Alike(
        child => new Vfork(child, name: "c"), child => new Clone(Vfork, child, name: "c"));

    [Fact]
    public void A_clone_that_shares_the_group_is_a_thread() => Alike(
        child => new Spawn(new Program("c", child)), child => new Clone(Thread, child, name: "c"));

    [Fact]
    public void Those_that_share_handlers_react_alike_and_those_that_do_not_do_not()
    {
        Status([Shared.Memory, Shared.Handlers]).ShouldBe(0);
        Status([Shared.Memory]).ShouldBe(143);
    }

    [Fact]
    public void A_clone_with_the_same_parent_is_a_sibling()
    {
        var machine = new Machine(new Simulation(), cpus: 2, new Fcfs());
        var r = new Variable(machine, "r", 0);
        Start(machine, new Fork([new Clone([Shared.Parent], [new Sleep(1.Ms)]), new WaitChild(@as: r),
            new Check(Formula.Equal(r, -10))]), new WaitChild(), new WaitChild(@as: r), new Check(Formula.Equal(r, 4)));
        machine.Run().Reason.ShouldBe(EndReason.Done);
    }

    [Theory]
    [InlineData(new[] { Shared.Memory, Shared.Group }, "`group` needs `handlers`")]
    [InlineData(new[] { Shared.Handlers }, "`handlers` needs `memory`")]
    [InlineData(new[] { Shared.Suspend }, "`suspend` needs `memory`")]
    public void What_clone_2_refuses_is_refused(Shared[] share, string why) =>
        Should.Throw<ArgumentException>(() => new Clone(share)).Message.ShouldContain(why);

    // The handler is set after the clone, for both or for one.
    static int? Status(Shared[] share)
    {
        var machine = new Machine(new Simulation(), cpus: 2, new Fcfs());
        var (r, s) = (new Variable(machine, "r", 0), new Variable(machine, "s", 0));
        var app = Start(machine, new Clone(share, [new Compute(2.Ms), new Exit()]),
            new OnSignal(Signal.Term, Reaction.Ignore), new Kill((Formula)3, Signal.Term),
            new WaitChild(@as: r, status: s), new If(Formula.Equal(s, 143), [new Exit(143)]));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        return app.Status;
    }

    static void Alike(Func<IReadOnlyList<Operation>, Operation> one, Func<IReadOnlyList<Operation>, Operation> other)
    {
        for (var cpus = 1; cpus <= 2; cpus++) Trace(one, cpus).ShouldBe(Trace(other, cpus));
    }

    static string Trace(Func<IReadOnlyList<Operation>, Operation> creates, int cpus)
    {
        var said = "";
        var machine = new Machine(new Simulation(), cpus, new RoundRobin(1.Ms), CostProfiles.LinuxVm)
        {
            Log = line => said += $"{line.Trim()}\n",
        };
        var x = new Variable(machine, "x", 0);
        Start(machine, new Repeat(3, [creates([new Compute(3.Ms), new Set(x, (Formula)x + 1, 1.Us)]),
            new Compute(2.Ms), new Log(new Phrase(("", x)))]), new Sleep(30.Ms));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        return $"{said}{machine.Fingerprint} {machine.Simulation.Now} {machine.ProcessesCreated}";
    }

    static Process Start(Machine machine, params Operation[] main)
    {
        var app = machine.Process("app");
        machine.Start(app, "main", new Program("main", main), isMain: true);
        return app;
    }
}
