using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Signals;

/// <summary>Signals are sent, masked, pending, handled: signal(7), POSIX.</summary>
public sealed class LawsOfSignals
{
    readonly Machine machine = new(new Simulation(), cpus: 2, new RoundRobin(10.Ms));
    readonly List<string> said = [];
    readonly Variable x, r;

    public LawsOfSignals()
    {
        (x, r) = (new(machine, "x", 0), new(machine, "r", 0));
        machine.Log = line => said.Add(line.Trim());
    }

    static Compute Ms(int time) => new(time.Ms);
    static Kill Self(Signal signal) => new(null, signal);
    static OnSignal On(Signal signal, params Operation[] handler) => new(signal, new Reaction(handler));
    static Mask Block(params Signal[] signals) => new(block: signals);
    static Mask Unblock(params Signal[] signals) => new(unblock: signals);
    static Log Say(string what) => new(what);

    Process Start(string name, params Operation[] main)
    {
        var process = machine.Process(name);
        machine.Start(process, "main", new Program(name, main), isMain: true);
        return process;
    }

    [Fact]
    public void A_handler_breaks_off_a_computation_which_then_goes_on()
    {
        Start("app", On(Signal.Int, Say("begins"), Ms(2), Say("ends")), Ms(10), Say("done"));
        Start("user", Ms(3), new Kill("app", Signal.Int));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["3ms main: begins", "5ms main: ends", "12ms main: done"]);
    }

    [Theory]
    [InlineData(Signal.Hup, 129), InlineData(Signal.Int, 130), InlineData(Signal.Quit, 131), InlineData(Signal.Kill,
        137)]
    [InlineData(Signal.Segv, 139), InlineData(Signal.Term, 143), InlineData(Signal.Usr1, 138)]
    [InlineData(Signal.Alrm, 142), InlineData(Signal.Pipe, 141), InlineData(Signal.Sys, 159)]
    [InlineData(Signal.Chld, 0), InlineData(Signal.Urg, 0), InlineData(Signal.Winch, 0), InlineData(Signal.Cont, 0)]
    public void Each_does_by_itself_what_signal_7_says(Signal signal, int status)
    {
        var app = Start("app", Ms(10));
        Start("user", Ms(3), new Kill("app", signal));
        machine.Run().At.ShouldBe(Instant.Start + (status == 0 ? 10 : 3).Ms);
        app.Status.ShouldBe(status);
    }

    [Fact]
    public void Of_each_kind_one_is_pending_and_the_lowest_number_is_taken_first()
    {
        Start("app", On(Signal.Usr1, Say("usr1"), Ms(1)), On(Signal.Int, Say("int"), Ms(1)),
            Block(Signal.Usr1, Signal.Int), Self(Signal.Usr1), Self(Signal.Int), Self(Signal.Usr1), Self(Signal.Usr1),
            Say("unblocks"), Unblock(Signal.Usr1, Signal.Int), Say("done"));
        machine.Run();
        said.ShouldBe(["0ns main: unblocks", "0ns main: int", "1ms main: usr1", "2ms main: done"]);
        (machine.SignalsSent, machine.SignalsMerged, machine.SignalsHandled).ShouldBe((4, 2, 2));
    }

    [Fact]
    public void A_signal_is_masked_while_its_handler_runs_and_another_interrupts_that()
    {
        Start("app", On(Signal.Usr1, Say("1"), Ms(4), Say("1 ends")), On(Signal.Usr2, Say("2"), Ms(1)), Ms(10),
            Say("done"));
        Start("user", Ms(1), new Kill("app", Signal.Usr1), Ms(1), new Kill("app", Signal.Usr1),
            new Kill("app", Signal.Usr1), Ms(1), new Kill("app", Signal.Usr2));
        machine.Run();
        said.ShouldBe(["1ms main: 1", "3ms main: 2", "6ms main: 1 ends", "6ms main: 1", "10ms main: 1 ends",
            "19ms main: done"]);
    }

    [Fact]
    public void One_who_ignores_a_signal_loses_what_was_pending()
    {
        Start("app", Block(Signal.Term), Self(Signal.Term), new OnSignal(Signal.Term, Reaction.Ignore),
            new OnSignal(Signal.Term, Reaction.Default), Unblock(Signal.Term), Say("lives"));
        machine.Run();
        said.ShouldBe(["0ns main: lives"]);
    }

    [Fact]
    public void Kill_and_stop_can_be_neither_caught_nor_masked()
    {
        foreach (var signal in (Signal[])[Signal.Kill, Signal.Stop])
        {
            Should.Throw<ArgumentOutOfRangeException>(() => On(signal))
                .Message.ShouldContain("neither caught nor ignored");
            Should.Throw<ArgumentException>(() => Block(signal)).Message.ShouldContain("no signal to be masked");
        }
    }

    [Fact]
    public void Who_kills_itself_does_no_more()
    {
        var app = Start("app", Ms(1), Self(Signal.Kill), Say("never"));
        machine.Run();
        (app.Status, said.Count).ShouldBe((137, 0));
    }

    [Fact]
    public void A_signal_goes_to_the_main_thread_or_to_the_first_that_does_not_mask_it()
    {
        var app = machine.Process("app");
        machine.Start(app, "early", new Program("early", Ms(20)));
        machine.Start(app, "late", new Program("late", Ms(20)));
        machine.Start(app, "main", new Program("main", On(Signal.Int, Say("int")), On(Signal.Usr1, Say("usr1")),
            Block(Signal.Usr1), Ms(3), Self(Signal.Int), Self(Signal.Usr1), Ms(30)), isMain: true);
        machine.Run();
        said[0].ShouldEndWith("main: int");
        said[1].ShouldEndWith("early: usr1");
    }

    [Fact]
    public void Spawned_threads_and_children_begin_with_the_mask_and_nothing_pending()
    {
        Start("app", On(Signal.Int, Say("int")), Block(Signal.Int), Self(Signal.Int),
            new Fork([Say("child"), Unblock(Signal.Int), Self(Signal.Int)], name: "child"), new WaitChild(),
                Say("parent"),
            Unblock(Signal.Int));
        machine.Run();
        said.Select(line => line.Split(' ', 2)[1]).ShouldBe(["child 1: child", "child 1: int", "main: parent",
            "main: int"]);
    }

    [Fact]
    public void After_exec_there_are_no_handlers_and_what_was_ignored_still_is()
    {
        var other = new Program("other", Self(Signal.Hup), Say("lives"), Self(Signal.Int), Say("never"));
        var app = Start("app", On(Signal.Int, Say("never")), new OnSignal(Signal.Hup, Reaction.Ignore),
            new Exec(other));
        machine.Run();
        (app.Status, said.Count).ShouldBe((130, 1));
    }

    [Fact]
    public void An_exec_in_a_handler_never_comes_back()
    {
        var other = new Program("other", Say("other"));
        Start("app", On(Signal.Int, new Exec(other)), Self(Signal.Int), Say("never"));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.Count.ShouldBe(1);
        machine.Signalling.Active.ShouldBe(0);
    }

    [Fact]
    public void A_sleep_is_over_when_a_handler_has_run_and_says_what_was_left()
    {
        Start("app", On(Signal.Int, Say("int"), Ms(2)), new Sleep(10.Ms, r), new Check(Formula.Equal(r, 7_000_000)),
            Say("awake"), new Sleep(1.Ms, r), new Check(Formula.Equal(r, 0)));
        Start("user", Ms(3), new Kill("app", Signal.Int));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["3ms main: int", "5ms main: awake"]);
    }

    [Theory]
    [InlineData(true, 3), InlineData(false, -4)]
    public void A_wait_for_a_child_begins_anew_or_comes_back_with_EINTR(bool restart, int answer)
    {
        Start("app", new OnSignal(Signal.Int, new Reaction([Say("int")]), restart), new Fork([Ms(5)]),
            new WaitChild(@as: r), new Check(Formula.Equal(r, answer)), Say("goes on"));
        var app = machine.Processes[0];
        machine.Start(machine.Process("user"), "user", new Program("user", new Sleep(2.Ms), new Kill("app",
            Signal.Int)));
        var ending = machine.Run();
        ending.Reason.ShouldBe(restart ? EndReason.ProgramError : EndReason.Done);
        if (restart) ending.Evidence!.ShouldContain("check");
    }

    [Fact]
    public void A_pause_ends_when_a_handler_has_run_and_not_when_a_signal_is_ignored()
    {
        Start("app", On(Signal.Int, Say("int"), Ms(1)), new OnSignal(Signal.Hup, Reaction.Ignore), new Pause(),
            Say("on"));
        Start("user", Ms(1), new Kill("app", Signal.Hup), new Kill("app", Signal.Chld), Ms(2), new Kill("app",
            Signal.Int));
        machine.Run();
        said.ShouldBe(["3ms main: int", "4ms main: on"]);
    }

    [Fact]
    public void Who_pauses_for_ever_is_said_to()
    {
        Start("app", new Pause());
        var ending = machine.Run();
        ending.Reason.ShouldBe(EndReason.Deadlock);
        ending.Evidence!.ShouldContain("waits for a signal since 0ns: nobody sends it one");
    }

    [Fact]
    public void An_alarm_comes_once_and_the_next_takes_its_place()
    {
        Start("app", On(Signal.Alrm, Say("alarm")), new Alarm(2.Ms), new Alarm(5.Ms, r),
            new Check(Formula.Equal(r, 2_000_000)), new Pause(), new Alarm(1.Ms), new Alarm(Duration.Zero), Ms(3));
        machine.Run().At.ShouldBe(Instant.Start + 8.Ms);
        said.ShouldBe(["5ms main: alarm"]);
    }

    [Fact]
    public void An_alarm_ends_with_its_process_and_is_not_inherited()
    {
        Start("app", new Alarm(5.Ms), new Fork([Ms(20), Say("child")]), Ms(1), new Exit());
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.Count.ShouldBe(1);
    }

    [Fact]
    public void All_threads_of_a_stopped_process_stand_still_until_it_is_continued()
    {
        var app = machine.Process("app");
        machine.Start(app, "computes", new Program("computes", Ms(4), Say("computed")));
        machine.Start(app, "sleeps", new Program("sleeps", new Sleep(4.Ms), Say("slept")));
        machine.Start(app, "sleeps long", new Program("sleeps long", new Sleep(20.Ms), Say("slept long")));
        Start("user", Ms(1), new Kill("app", Signal.Stop), Ms(9), new Kill("app", Signal.Cont));
        machine.Run();
        said.ShouldBe(["10ms sleeps: slept", "13ms computes: computed", "20ms sleeps long: slept long"]);
        machine.ClassOf(0).TimeIn(ThreadState.Stopped).ShouldBe(9.Ms);
    }

    [Fact]
    public void A_stopped_process_takes_its_signals_when_continued_but_is_killed_at_once()
    {
        var (app, bad) = (Start("app", On(Signal.Int, Say("int")), Ms(5)), Start("bad", new Sleep(5.Ms)));
        Start("user", Ms(1), new Kill("app", Signal.Tstp), new Kill("bad", Signal.Stop), Ms(1), new Kill("app",
            Signal.Int),
            new Kill("bad", Signal.Kill), Ms(1), new Kill("app", Signal.Cont));
        machine.Run();
        said.ShouldBe(["3ms main: int"]);
        (app.Status, bad.Status).ShouldBe((0, 137));
    }

    [Fact]
    public void Who_stops_itself_stands_still_and_its_parent_may_wait_for_that()
    {
        Start("shell", new Fork([Ms(1), Self(Signal.Tstp), Say("again"), new Exit(5)], name: "child", @as: null),
            new WaitChild(stopped: true, @as: x, status: r), new Check(Formula.Equal(r, 128 + 20)), Say("stopped"),
            new Kill((Formula)x, Signal.Cont), new WaitChild(stopped: true, status: r), new Check(Formula.Equal(r, 5)));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["1ms main: stopped", "1ms child 1: again"]);
    }

    [Fact]
    public void A_parent_is_told_of_the_end_of_its_children_and_may_handle_that()
    {
        Start("shell", On(Signal.Chld, new WaitChild(noHang: true, @as: x), Say("reaps")), new Fork([Ms(3)]), Ms(10),
            Say("done"));
        machine.Run();
        said.ShouldBe(["3ms main: reaps", "10ms main: done"]);
        machine.MostZombies.ShouldBe(1);
    }

    [Fact]
    public void Who_ignores_the_end_of_its_children_has_no_zombies()
    {
        Start("shell", new OnSignal(Signal.Chld, Reaction.Ignore), new Fork([Ms(3)]), new Fork([Ms(1)]),
            new WaitChild(@as: r), new Check(Formula.Equal(r, -10)), Say("all gone"));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        machine.MostZombies.ShouldBe(0);
        said[0].ShouldEndWith("main: all gone");
    }

    [Fact]
    public void A_crash_may_be_caught_and_is_done_again_where_the_handler_returns()
    {
        var app = Start("app", On(Signal.Segv, Say("caught"), Ms(1), new If(Formula.Equal(x, 2), [new Exit(7)]),
            new Set(x, (Formula)x + 1, 0.Ms)), Ms(1), new Crash());
        machine.Run();
        said.ShouldBe(["1ms main: caught", "2ms main: caught", "3ms main: caught"]);
        app.Status.ShouldBe(7);
    }

    [Fact]
    public void A_crash_that_is_masked_or_ignored_ends_the_process()
    {
        var app = Start("app", On(Signal.Segv, Say("never")), Block(Signal.Segv), new Crash());
        var other = Start("other", new OnSignal(Signal.Segv, Reaction.Ignore), new Crash());
        machine.Run();
        (app.Status, other.Status, said.Count).ShouldBe((139, 139, 0));
    }

    [Fact]
    public void A_signal_to_nobody_fails_and_0_only_asks()
    {
        Start("app", new Fork([Ms(1)], @as: x), new If(Formula.Equal(x, 0), [Ms(1), new Exit()]),
            new Kill((Formula)x, Signal.None, @as: r), new Check(Formula.Equal(r, 0)), new WaitChild(),
            new Kill((Formula)x, Signal.None, @as: r), new Check(Formula.Equal(r, -3)));
        machine.Run().Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void A_group_is_signalled_as_a_whole()
    {
        Start("shell", new Fork([new SetGroup(), new Fork([Ms(9), Say("never")]), Ms(9), Say("never")], @as: null),
            new Fork([Ms(9), Say("stays")], name: "other"), Ms(3), new Kill(group: 3, signal: Signal.Term),
            new WaitChild(status: r), new Check(Formula.Equal(r, 143)), new WaitChild());
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.Count.ShouldBe(1);
    }

    [Fact]
    public void A_handler_waits_for_the_lock_that_its_thread_waits_for()
    {
        var door = machine.Add("door", new Timeslice.Kernel.Locks.Mutex());
        Start("holder", new With(new(0, 1, null), [Ms(5)]));
        Start("app", On(Signal.Int, Say("int")), Ms(1), new With(new(0, 1, null), [Say("in")]));
        Start("user", new Sleep(2.Ms), new Kill("app", Signal.Int));
        machine.Run();
        said.Select(line => line[^3..].Trim()).ShouldBe(["int", "in"]);
        said[0].ShouldStartWith("5ms");
    }

    [Fact]
    public void A_child_forked_in_a_handler_returns_from_it_too()
    {
        Start("app", On(Signal.Int, new Repeat(2, [Ms(1)]), new Fork(name: "child"), Say("returns")), new Repeat(2,
            [Self(Signal.Int), Ms(1)]), Say("done"));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.Count(line => line.EndsWith("done")).ShouldBe(4);
        machine.Signalling.Active.ShouldBe(0);
    }
}
