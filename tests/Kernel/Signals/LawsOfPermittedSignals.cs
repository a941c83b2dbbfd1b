using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Signals;

/// <summary>Who may send a signal to whom, and who is told of it: kill(2), signal(7).</summary>
public sealed class LawsOfPermittedSignals
{
    readonly Machine machine = new(new Simulation(), cpus: 2, new RoundRobin(10.Ms));
    readonly List<string> said = [];
    readonly Variable r;

    public LawsOfPermittedSignals()
    {
        r = new(machine, "r", 0);
        machine.Log = line => said.Add(line.Trim());
    }

    static Compute Ms(int time) => new(time.Ms);
    static Log Say(string what) => new(what);
    static OnSignal On(Signal signal, params Operation[] handler) => new(signal, new Reaction(handler));

    Process Start(string name, params Operation[] main)
    {
        var process = machine.Process(name);
        machine.Start(process, "main", new Program(name, main), isMain: true);
        return process;
    }

    [Theory]
    [InlineData("root", 0, 143), InlineData("alice", 0, 143), InlineData("mallory", -1, 0)]
    public void A_signal_may_be_sent_by_the_same_user_and_by_root(string user, int answer, int status)
    {
        var app = Start("app", Ms(5));
        app.Credentials = new("alice");
        var sender = Start("sender", Ms(1), new Kill("app", Signal.None, @as: r), new Check(Formula.Equal(r, answer)),
            new Kill("app", Signal.Term, @as: r), new Check(Formula.Equal(r, answer)));
        sender.Credentials = new(user);
        machine.Run().Reason.ShouldBe(EndReason.Done);
        app.Status.ShouldBe(status);
    }

    [Fact]
    public void Who_may_not_send_a_signal_and_asks_for_no_answer_ends_the_run()
    {
        Start("app", Ms(5)).Credentials = new("alice");
        Start("sender", new Kill("app")).Credentials = new("mallory");
        var ending = machine.Run();
        ending.Reason.ShouldBe(EndReason.ProgramError);
        ending.Evidence!.ShouldContain("EPERM");
    }

    // The first process has the number 2.
    [Theory]
    [InlineData("alice", 0, 143, 0), InlineData("root", 0, 143, 143), InlineData("mallory", -1, 0, 0)]
    public void Of_a_group_those_are_signalled_who_may_be_and_it_fails_only_where_none_may(
        string user, int answer, int ofAlice, int ofBob)
    {
        Process Member(string name) => Start(name, new SetGroup(group: 2), new Sleep(5.Ms));
        var (alice, bob) = (Member("alice"), Member("bob"));
        (alice.Credentials, bob.Credentials) = (new("alice"), new("bob"));
        Start("sender", new Sleep(1.Ms), new Kill(group: 2, signal: Signal.Term, @as: r),
            new Check(Formula.Equal(r, answer))).Credentials = new(user);
        var ending = machine.Run();
        ending.Reason.ShouldBe(EndReason.Done, ending.Evidence);
        (alice.Status, bob.Status).ShouldBe((ofAlice, ofBob));
    }

    [Fact]
    public void A_parent_is_told_that_a_child_stops_and_goes_on()
    {
        Start("shell", On(Signal.Chld, Say("told")), new Fork([new Sleep(10.Ms)], name: "child"), Ms(1),
            new Kill((Formula)3, Signal.Stop), Ms(1), new Kill((Formula)3, Signal.Cont), Ms(1),
            new Kill((Formula)3, Signal.Cont), Ms(1), Say("done"), new Exit());
        machine.Run();
        said.ShouldBe(["1ms main: told", "2ms main: told", "4ms main: done"]);
    }
}
