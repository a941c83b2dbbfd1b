using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Coroutines;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Coroutines;

/// <summary>Coroutines, by hand: who runs when, and what is told of it.</summary>
public sealed class LawsOfCoroutines
{
    static readonly CoroutineModel[] models = [new ManyToOne(), new OneToOne(), new ManyToMany(2)];

    readonly List<string> log = [];
    Machine machine = new(new Simulation(), cpus: 1, new Fcfs());
    Variable? told;

    Variable Told => told ??= machine.Add(new Variable("told"));

    Process Start(params Operation[] main) => Start(new ManyToOne(), main);

    Process Start(CoroutineModel model, params Operation[] main)
    {
        machine.Log = line => log.Add($"{machine.Simulation.Now.Nanoseconds / 1e6} {line.Split(": ")[1]}");
        var app = machine.Process("app");
        app.Coroutines = model;
        machine.Start(app, "main", new Program("main", main), isMain: true);
        return app;
    }

    void Run(params Operation[] main)
    {
        Start(main);
        machine.Run().Reason.ShouldBe(EndReason.Done);
    }

    string Refused()
    {
        var ending = machine.Run();
        ending.Reason.ShouldBe(EndReason.ProgramError);
        return ending.Evidence!;
    }

    static Await Await(Operation what) => new(new Awaited(what));
    static Await AwaitAll(string name) => new(new Awaited(name));
    static Sleep Sleep(int ms) => new(ms.Ms);
    static Compute Compute(int ms) => new(ms.Ms);
    static Timeslice.Kernel.Programs.Log Say(string what) => new(what);
    static Phrase Two(string text, Variable number) => new((text, null), ("", (Formula)number));
    static Routine Do(params Operation[] operations) => new("coroutine", operations);

    [Fact]
    public void Coroutines_wait_at_the_same_time_and_take_as_long_as_the_slowest()
    {
        foreach (var model in models)
        {
            machine = new(new Simulation(), cpus: 1, new Fcfs());
            Start(model, new Gather([Do(Await(Sleep(10))), Do(Await(Sleep(30))), Do(Await(Sleep(20)))]));
            machine.Run();
            machine.Simulation.Now.ShouldBe(Instant.Start + 30.Ms, $"{model}");
        }
    }

    [Fact]
    public void A_sleep_that_is_not_awaited_blocks_all_coroutines_of_its_thread()
    {
        Run(new Gather([Do(Sleep(10)), Do(Sleep(30)), Do(Await(Sleep(20)))]));
        machine.Simulation.Now.ShouldBe(Instant.Start + 60.Ms);
    }

    [Fact]
    public void Where_each_has_a_thread_it_blocks_itself_alone()
    {
        Start(new OneToOne(), new Gather([Do(Sleep(10)), Do(Sleep(30)), Do(Await(Sleep(20)))]));
        machine.Run();
        machine.Simulation.Now.ShouldBe(Instant.Start + 30.Ms);
    }

    [Theory]
    [InlineData(1, 40), InlineData(2, 20), InlineData(4, 10)]
    public void So_many_threads_use_as_many_cpus(int carriers, int ms)
    {
        machine = new(new Simulation(), cpus: 4, new Fcfs());
        Start(new ManyToMany(carriers), new Async(Do(Compute(10)), 4));
        machine.Run();
        machine.Simulation.Now.ShouldBe(Instant.Start + ms.Ms);
        machine.Threads.Live.ShouldBe(0);
    }

    [Fact]
    public void Half_of_what_stands_in_a_line_is_stolen_by_who_has_nothing()
    {
        machine = new(new Simulation(), cpus: 2, new Fcfs());
        // The first runs 8 ms beside the other, who has taken four of eight; then each finishes its own.
        var app = Start(new ManyToMany(2), new Async(Do(Compute(1)), 8), Compute(8));
        machine.Run();
        app.CountsOfCoroutines!.Stolen.ShouldBeGreaterThan(0);
        machine.Simulation.Now.ShouldBe(Instant.Start + 8.Ms);
    }

    [Fact]
    public void They_begin_in_order_when_who_starts_them_waits_and_see_the_variables_as_they_were()
    {
        machine.Add(new Variable("self", 0, VariableOwner.Thread));
        var self = machine.Variables[0];
        Run(new Set(self, 1), new Async(Do(new Log(Two("one ", self)), new Set(self, 7)), @as: "a"),
            new Set(self, 2), new Async(Do(new Log(Two("two ", self))), @as: "a"),
            new Log(Two("main ", self)), AwaitAll("a"), new Log(Two("main ", self)));
        log.ShouldBe(["0 main 2", "0 one 1", "0 two 2", "0 main 2"]);
    }

    [Fact]
    public void The_first_of_a_race_is_told_and_the_others_end_where_they_wait()
    {
        Run(new Race([Do(Await(Sleep(5)), Say("never")), Do(Await(Sleep(3)), Say("first"))], Told),
            new Check(Formula.Equal(Told, 2)));
        log.ShouldBe(["3 first"]);
        machine.Simulation.Now.ShouldBe(Instant.Start + 3.Ms);
        machine.Processes[0].CountsOfCoroutines!.Cancelled.ShouldBe(1);
    }

    [Fact]
    public void Who_is_cancelled_gives_back_what_it_holds()
    {
        var door = new Mutex(machine);
        Run(new Async(Do(new With(door, [Await(Sleep(50))]), Say("never")), @as: "a"), Await(Sleep(1)),
            new Cancel("a"), AwaitAll("a"), new With(door, [Say("in")]));
        log.ShouldBe(["1 in"]);
        machine.Simulation.Now.ShouldBe(Instant.Start + 1.Ms);
    }

    [Fact]
    public void Cancelled_with_who_awaits_it_is_whatever_that_has_started()
    {
        var both = new Gather([Do(Await(Sleep(50)), Say("never")), Do(Await(Sleep(60)), Say("never"))]);
        Run(new Async(Do(both), @as: "a"), Await(Sleep(1)), new Cancel("a"), AwaitAll("a"),
            Await(Sleep(1)), Say("end"));
        log.ShouldBe(["2 end"]);
        machine.Simulation.Now.ShouldBe(Instant.Start + 2.Ms);
    }

    [Fact]
    public void To_await_a_name_may_take_so_long_and_leaves_those_running()
    {
        Run(new Async(Do(Await(Sleep(5)), Say("done")), @as: "a"),
            new Await(new Awaited("a"), timeout: 2.Ms, @as: Told), new Check(Formula.Equal(Told, -110)),
            Say("no"), new Await(new Awaited("a"), @as: Told), Say("yes"));
        log.ShouldBe(["2 no", "5 done", "5 yes"]);
    }

    [Fact]
    public void A_thread_is_over_when_its_last_coroutine_is()
    {
        Run(new Async(Do(Await(Sleep(5)), Say("last"))), Say("main"));
        log.ShouldBe(["0 main", "5 last"]);
    }

    [Fact]
    public void What_is_submitted_goes_on_meanwhile_and_its_callback_runs_when_the_thread_waits()
    {
        Run(new Submit(Sleep(3), "a", [Say("called")]), Compute(10), Say("computed"), AwaitAll("a"), Say("end"));
        log.ShouldBe(["10 computed", "10 called", "10 end"]);
    }

    [Fact]
    public void What_a_submitted_call_answers_is_told_to_who_awaits_it()
    {
        var pipe = new Pipe(machine, 10.B, "pipe");
        Run(new Open(pipe), new Submit(new Read(pipe, 5.B), "a"), new Submit(new Write(pipe, 3.B), "b"),
            new Await(new Awaited("a"), @as: Told), new Check(Formula.Equal(Told, 3)),
            new Await(new Awaited("b"), @as: Told), new Check(Formula.Equal(Told, 3)));
    }

    [Fact]
    public void Two_coroutines_of_one_thread_talk_by_a_pipe_that_neither_could_use_alone()
    {
        foreach (var model in models)
        {
            machine = new(new Simulation(), cpus: 1, new Fcfs());
            var pipe = new Pipe(machine, 4.B, "pipe");
            Start(model, new Open(pipe), new Gather(
                [Do(Await(new Write(pipe, 50.B))), Do(Await(new Read(pipe, 50.B, all: true)))]));
            machine.Run().Reason.ShouldBe(EndReason.Done, $"{model}");
            (pipe.Written, pipe.Read).ShouldBe((50, 50));
        }
    }

    [Fact]
    public void One_that_awaits_a_message_of_a_type_lets_the_others_go_on_until_that_comes()
    {
        var queue = new SystemVMessageQueue(machine, maxBytes: 10.B, name: "queue");
        Run(new Gather(
        [
            Do(Await(new Receive(queue, type: 3)), Say("three")),
            Do(Await(Sleep(1)), new Send(queue, 6.B, type: 2), Await(new Send(queue, 6.B, type: 3)), Say("sent")),
            Do(Await(Sleep(3)), new Receive(queue, type: 2), Say("two")),
        ]));
        log.ShouldBe(["3 two", "3 sent", "3 three"]);
    }

    [Fact]
    public void One_that_awaits_a_message_of_a_queue_is_told_when_that_is_removed()
    {
        var queue = new SystemVMessageQueue(machine, name: "queue");
        Run(new Gather([Do(Await(new Receive(queue, @as: Told))), Do(Await(Sleep(1)), new Remove(queue))]),
            new Check(Formula.Equal(Told, -43)));
    }

    [Fact]
    public void A_system_v_semaphore_blocks_the_thread_whatever_is_awaited()
    {
        var semaphore = new SystemVSemaphore(machine, initial: 0, name: "semaphore");
        Start(new Gather([Do(new SetAwaits(true), new Semop(semaphore), Say("one")), Do(Sleep(1), Say("two"))]));
        machine.Start(machine.Process("other"), "main",
            new Program("main", Sleep(5), new Semop(semaphore, (Formula)1)));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["5 one", "6 two"]);
    }

    [Fact]
    public void Each_comes_to_the_files_of_which_it_was_told_itself_whoever_polls_meanwhile()
    {
        var which = machine.Add(new Variable("which", 0, VariableOwner.Thread));
        Pipe[] pipes = [.. Enumerable.Range(1, 4).Select(i => new Pipe(machine, 1.KiB, $"pipe {i}"))];
        Epoll[] polls = [new(machine, "low"), new(machine, "high")];
        Operation Add(int i) => new EpollAdd(polls[i / 2], pipes[i], value: i + 1);
        Routine WaitAt(int poll) => Do(new EpollWait(polls[poll], value: which,
            @do: [Await(Sleep(1)), new Log(Two($"{polls[poll].Name} ", which))]));
        Run([
            .. pipes.Select(pipe => new Open(pipe)), .. polls.Select(poll => new Open(poll)),
            .. Enumerable.Range(0, 4).Select(Add), .. pipes.Select(pipe => new Write(pipe, 1.B)),
            new Gather([WaitAt(0), WaitAt(1)]),
        ]);
        log.ShouldBe(["1 low 1", "1 high 3", "2 low 2", "2 high 4"]);
    }

    [Fact]
    public void A_handler_that_ends_the_wait_of_a_helper_for_work_leaves_it_waiting()
    {
        var device = new Station(machine, 10.Ms, name: "device");
        var handler = new Reaction([Say("handled")]);
        var app = Start(new ManyToOne(helpers: 1),
            new OnSignal(Signal.Usr1, handler, restart: false),
            new Gather([Do(Await(new Read(device, 1.B)))]), new Mask([Signal.Usr1]), Sleep(10),
            new Gather([Do(Await(new Read(device, 1.B)), Say("read"))]));
        machine.Run(Instant.Start + 15.Ms);
        app.Kill(Signal.Usr1);
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["15 handled", "30 read"]);
    }

    [Fact]
    public void An_awaited_call_comes_back_when_its_time_is_up()
    {
        var pipe = new Pipe(machine, 4.B, "pipe");
        Run(new Open(pipe), Await(new Read(pipe, 5.B, timeout: 2.Ms, @as: Told)), new Check(Formula.Equal(Told, -110)));
        machine.Simulation.Now.ShouldBe(Instant.Start + 2.Ms);
    }

    [Fact]
    public void Connections_are_accepted_and_made_by_coroutines()
    {
        var end = machine.Add(new Variable("end", 0, VariableOwner.Thread));
        var other = machine.Add(new Variable("other", 0, VariableOwner.Thread));
        var door = new StreamSocket(machine, name: "door");
        ChannelReference<IReadable> from = new(0, Handle: other);
        ChannelReference<IWritable> to = new(0, Handle: end);
        Run(new Listen(door), new Gather(
        [
            Do(Await(new Accept(door, other)), Say("accepted"), Await(new Read(from, 9.B)), Say("read")),
            Do(Await(Sleep(2)), Await(new Connect(door, end)), Await(Sleep(1)), Await(new Write(to, 9.B))),
        ]));
        log.ShouldBe(["2 accepted", "3 read"]);
    }

    [Fact]
    public void A_long_callback_stalls_the_loop_and_that_is_measured()
    {
        Run(new Gather([Do(Await(Sleep(1)), Compute(50)), Do(Await(Sleep(2)), Say("late"))]));
        log.ShouldBe(["51 late"]);
        var counts = machine.Processes[0].CountsOfCoroutines!;
        (counts.Turn.Max, counts.Delay.Max).ShouldBe((50.Ms, 49.Ms));
    }

    [Fact]
    public void A_turn_runs_what_was_ready_then_times_then_input_then_those_who_let_others_go_first()
    {
        var pipe = new Pipe(machine, 4.B, "pipe");
        Run(new Open(pipe), new Gather(
        [
            Do(Await(new Read(pipe, 1.B)), Say("input")), Do(Await(new Yield()), Await(new Yield()), Say("check")),
            Do(Await(Sleep(1)), Say("time")),
            Do(Await(new Yield()), new Write(pipe, 1.B), Compute(2)),
        ]));
        log.ShouldBe(["2 time", "2 input", "2 check"]);
    }

    [Fact]
    public void A_handler_runs_while_the_loop_waits_and_may_cancel_all()
    {
        var app = Start(new OnSignal(Signal.Int, new Reaction([Say("stop"), new Cancel()])),
            new Gather([Do(Await(Sleep(50)), Say("never")), Do(Await(Sleep(60)), Say("never"))]), Say("end"));
        machine.Run(Instant.Start + 5.Ms);
        app.Kill(Signal.Int);
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["5 stop", "5 end"]);
        machine.Simulation.Now.ShouldBe(Instant.Start + 5.Ms);
    }

    [Fact]
    public void A_handler_must_not_wait()
    {
        var app = Start(new OnSignal(Signal.Int, new Reaction([Await(Sleep(1))])), Await(Sleep(50)));
        machine.Run(Instant.Start + 5.Ms);
        app.Kill(Signal.Int);
        Refused().ShouldContain("handler");
    }

    [Fact]
    public void A_coroutine_creates_no_process()
    {
        Start(new Gather([Do(new Fork())]));
        Refused().ShouldContain("in a coroutine");
    }

    [Fact]
    public void Each_turn_and_each_switch_is_paid_for()
    {
        var costs = CostProfiles.Free with { SystemCall = 1_000.Ns, CoroutineCreate = 100.Ns, CoroutineSwitch = 10.Ns };
        machine = new(new Simulation(), cpus: 1, new Fcfs(), costs);
        var app = Start(new Gather([Do(Await(Sleep(1))), Do(Await(Sleep(1)))]));
        machine.Run();
        // Two are created (200), the loop asks (1000), turns to each of them (20), each sleeps by a system call of its
        // loop (2000), it asks and waits till the first is due, turns to it, asks, turns to the other, turns to main.
        app.CountsOfCoroutines!.Switches.ShouldBe(5);
        machine.ClassOf(0).CpuTime.ShouldBe(200.Ns + 5 * 10.Ns + 6_000.Ns);
    }

    [Fact]
    public void The_end_of_a_process_is_paid_for_once_however_many_coroutines_end()
    {
        foreach (var model in models)
        {
            machine = new(new Simulation(), cpus: 1, new Fcfs(), CostProfiles.Free with { Exit = 1.Ms });
            Start(model, new Async(Do(), 10), new Async(Do(Await(Sleep(5)))), new Async(Do(Await(Sleep(7)))));
            machine.Run();
            machine.Simulation.Now.ShouldBe(Instant.Start + 8.Ms, $"{model}");
        }
    }

    [Fact]
    public void A_process_leaves_the_status_of_its_main_program_though_coroutines_end_later()
    {
        foreach (var model in models)
        {
            machine = new(new Simulation(), cpus: 1, new Fcfs());
            var app = Start(model, new Async(Do(Await(Sleep(5)), new Return(4))), new Return(3));
            machine.Run();
            app.Status.ShouldBe(3, $"{model}");
        }
    }

    [Fact]
    public void Many_that_wait_and_many_that_are_ready_end_with_their_process_in_a_moment()
    {
        Start(new Async(Do(Await(Sleep(1_000))), 50_000), Await(Sleep(1)), new Async(Do(), 50_000), new Exit());
        // A minute, if each of the ones looked through all of the others.
        machine.Run();
        (machine.Simulation.Now, machine.Threads.Live).ShouldBe((Instant.Start + 1.Ms, 0));
    }

    [Fact]
    public void What_waits_for_ever_is_told()
    {
        var pipe = new Pipe(machine, 4.B, "pipe");
        Start(new Open(pipe), new Gather([Do(Await(new Read(pipe, 5.B)))]));
        machine.Run().Reason.ShouldBe(EndReason.Deadlock);
        machine.Deadlock!.ToString().ShouldContain("pipe");
    }

    [Fact]
    public void Nothing_is_awaited_that_nothing_starts()
    {
        Should.Throw<ProgramRefused>(() => new Program("main", AwaitAll("x")).Check()).What.ShouldContain("x");
    }

    [Fact]
    public void A_lock_cannot_be_awaited()
    {
        var door = new Mutex(machine);
        Should.Throw<ArgumentException>(() => Await(new Timeslice.Kernel.Programs.Lock(door)));
    }

    [Fact]
    public void What_one_draws_does_not_depend_on_where_it_runs()
    {
        var random = (RandomDuration)new Exponential(1e6);
        var sums = models.Select(model =>
        {
            machine = new(new Simulation(), cpus: 2, new Fcfs());
            Start(model, new Async(Do(new Repeat(10, [new Compute(random),
                Await(new Sleep(random))])), 5));
            machine.Run();
            return machine.Cpus.Sum(cpu => cpu.TimeIn(CpuState.User).Nanoseconds);
        }).ToList();
        sums[1].ShouldBe(sums[0]);
        sums[2].ShouldBe(sums[0]);
    }
}
