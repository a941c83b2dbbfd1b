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

/// <summary>What signals do to threads that wait in a call, or come back from one, by hand: signal(7).</summary>
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

    [Theory]
    [InlineData(true, "2ms main: accepts 4"), InlineData(false, "1ms main: accepts -4")]
    public void A_wait_to_accept_begins_anew_or_comes_back_with_EINTR(bool restart, string told)
    {
        var shop = new StreamSocket(machine, name: "shop");
        Start("app", On(Signal.Int, restart, Say("int")), new Listen(shop), new Accept(shop, n), Tell("accepts"));
        Start("client", new Sleep(1.Ms), new Kill("app", Signal.Int), new Sleep(1.Ms), new Connect(shop, other));
        machine.Run();
        said.ShouldBe(["1ms main: int", told]);
    }

    // The backlog of 0 has room for one connection: the second waits.
    [Theory]
    [InlineData(SocketFamily.Local, true, "5ms main: connects 3")]
    [InlineData(SocketFamily.Local, false, "2ms main: connects -4")]
    [InlineData(SocketFamily.Network, true, "1.002s main: connects 3")]
    [InlineData(SocketFamily.Network, false, "2ms main: connects -4")]
    public void A_wait_to_connect_begins_anew_or_comes_back_with_EINTR(SocketFamily family, bool restart, string told)
    {
        var shop = new StreamSocket(machine, family, name: "shop");
        Start("server", new Listen(shop, 0), new Sleep(5.Ms), new Accept(shop, n), new Sleep(2.S));
        Start("first", new Connect(shop, other), new Sleep(2.S));
        Start("app", On(Signal.Int, restart, Say("int")), new Sleep(1.Ms), new Connect(shop, n), Tell("connects"));
        Start("user", new Sleep(2.Ms), new Kill("app", Signal.Int));
        machine.Run();
        said.ShouldBe(["2ms main: int", told]);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void A_wait_for_a_semaphore_of_the_kernel_comes_back_with_EINTR_whatever_the_handler_says(bool restart)
    {
        var gate = new IpcSemaphore(machine, permits: 1, initial: 0, name: "gate");
        Start("app", On(Signal.Int, restart, Say("int")), new Acquire(new(0, 1, null), n), Tell("gets"),
            new Acquire(new(0, 1, null), n), Tell("gets"));
        Start("user", new Sleep(1.Ms), new Kill("app", Signal.Int), new Sleep(1.Ms), new Release(new(0, 1, null)));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["1ms main: int", "1ms main: gets -4", "2ms main: gets 1"]);
        gate.Waiters.ShouldBe(0);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Who_is_not_told_asks_for_the_semaphore_again_and_may_leave_in_the_handler(bool restart)
    {
        _ = new IpcSemaphore(machine, permits: 1, initial: 0, name: "gate");
        Start("app", On(Signal.Int, restart, Say("int")), On(Signal.Term, new Exit(9)), new Acquire(new(0, 1, null)),
            Say("has it"), new Acquire(new(0, 1, null)), Say("never"));
        var app = machine.Processes[0];
        Start("user", new Sleep(1.Ms), new Kill("app", Signal.Int), new Sleep(1.Ms), new Release(new(0, 1, null)),
            new Sleep(1.Ms), new Kill("app", Signal.Term));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["1ms main: int", "2ms main: has it"]);
        app.Status.ShouldBe(9);
    }

    [Fact]
    public void Who_waits_with_a_limit_goes_on_without_the_semaphore()
    {
        _ = new IpcSemaphore(machine, permits: 1, initial: 0, name: "gate");
        Start("app", On(Signal.Int, Say("int")),
            new With(new(0, 1, null), [Say("never")], timeout: 9.Ms, @else: [Say("without")]));
        Start("user", new Sleep(1.Ms), new Kill("app", Signal.Int));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["1ms main: int", "1ms main: without"]);
    }

    [Fact]
    public void What_a_read_has_brought_is_not_lost_to_a_handler_that_reads()
    {
        var (one, two) = (new Pipe(machine, name: "one"), new Pipe(machine, name: "two"));
        Start("app", new Open(one), new Open(two), new Write(two, 2.B, value: 9), new Fork([
            On(Signal.Usr1, new Read(two, 2.B, value: other), new Check(Formula.Equal(other, 9)), Say("handles")),
            new Read(one, 1.B, @as: n, value: value), new Check(Formula.Equal(value, 7)), Tell("reads")],
            name: "child"), new Sleep(1.Ms), new Write(one, 1.B, value: 7), new Kill((Formula)3, Signal.Usr1),
            new WaitChild());
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["1ms child 1: handles", "1ms child 1: reads 1"]);
    }

    [Fact]
    public void A_message_that_was_received_is_not_lost_to_a_handler_that_receives()
    {
        var (one, two) = (new SystemVMessageQueue(machine, name: "one"), new SystemVMessageQueue(machine, name: "two"));
        Start("app",
            On(Signal.Usr1, new Receive(two, value: other), new Check(Formula.Equal(other, 9)), Say("handles")),
            new Receive(one, @as: n, value: value), new Check(Formula.Equal(value, 7)), Tell("receives"));
        Start("user", new Send(two, 2.B, value: 9), new Sleep(1.Ms), new Send(one, 1.B, value: 7),
            new Kill("app", Signal.Usr1));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["1ms main: handles", "1ms main: receives 1"]);
    }

    // 1000 faults of 10 ns, the signal comes at 5 us; one fault more and 3 us in user mode in the handler.
    [Fact]
    public void A_touch_is_over_before_a_handler_begins_which_may_touch_pages_too()
    {
        var paged = new Machine(new Simulation(), cpus: 2, new Fcfs(), CostProfiles.Free with { PageFault = 10.Ns })
        {
            Memory = new MainMemory(16.MiB, stack: 0.B), Log = line => said.Add(line.Trim()),
        };
        var touched = new Variable(paged, "touched", 0);
        var app = paged.Process("app");
        paged.Start(app, "main", new Program("app",
            On(Signal.Int, new Touch("heap", pages: 1, page: 1500, write: true), new Compute(3.Us), Say("handled")),
            new Allocate("heap", 8.MiB), new Touch("heap", pages: 1000, write: true, @as: touched), Say("touched"),
            new Check(Formula.Equal(touched, 1000))), isMain: true);
        paged.Start(paged.Process("user"), "main",
            new Program("user", new Sleep(5.Us), new Kill("app", Signal.Int)), isMain: true);
        paged.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["13.01us main: handled", "13.01us main: touched"]);
        paged.Cpus.Aggregate(Duration.Zero, (sum, cpu) => sum + cpu.TimeIn(CpuState.User)).ShouldBe(3.Us);
    }

    [Fact]
    public void A_reader_that_is_stopped_leaves_what_comes_to_the_next_and_waits_anew_when_continued()
    {
        var pipe = new Pipe(machine, name: "pipe");
        Start("app", new Open(pipe), new Fork([new Read(pipe, 1.B), Say("first")], name: "child"), new Sleep(1.Ms),
            new Fork([new Read(pipe, 1.B), Say("second")], name: "child"), new Sleep(1.Ms),
            new Kill((Formula)3, Signal.Stop), new Sleep(1.Ms), new Write(pipe, 1.B), new Sleep(1.Ms),
            new Kill((Formula)3, Signal.Cont), new Sleep(1.Ms), new Write(pipe, 1.B), new WaitChild(), new WaitChild());
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["3ms child 2: second", "5ms child 1: first"]);
    }

    // The only CPU is the writer's until both are done: the first reader is woken, and stopped before it has run.
    [Fact]
    public void A_reader_that_is_stopped_after_it_was_woken_passes_that_on()
    {
        var alone = new Machine(new Simulation(), cpus: 1, new Fcfs()) { Log = line => said.Add(line.Trim()) };
        var pipe = new Pipe(alone, name: "pipe");
        alone.Start(alone.Process("app"), "main", new Program("app", new Open(pipe),
            new Fork([new Read(pipe, 1.B), Say("first")], name: "child"), new Sleep(1.Ms),
            new Fork([new Read(pipe, 1.B), Say("second")], name: "child"), new Sleep(1.Ms),
            new Write(pipe, 1.B), new Kill((Formula)3, Signal.Stop), new Sleep(1.Ms),
            new Kill((Formula)3, Signal.Kill)), isMain: true);
        alone.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["2ms child 2: second"]);
    }

    [Theory]
    [InlineData(3, "5ms main: reads -110"), InlineData(7, "7ms main: reads -110")]
    public void A_time_limit_runs_on_while_a_process_is_stopped(int continued, string told)
    {
        var pipe = new Pipe(machine, name: "pipe");
        Start("app", new Open(pipe), new Read(pipe, 1.B, timeout: 5.Ms, @as: n), Tell("reads"));
        Start("user", new Sleep(1.Ms), new Kill("app", Signal.Stop), new Sleep((continued - 1).Ms),
            new Kill("app", Signal.Cont));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe([told]);
    }

    [Fact]
    public void Who_opens_a_FIFO_and_is_stopped_meanwhile_still_waits_for_the_other_side()
    {
        var fifo = new Fifo(machine, name: "fifo");
        Start("app", new Open(fifo, Use.Reading), Say("open"));
        Start("user", new Sleep(1.Ms), new Kill("app", Signal.Stop), new Sleep(1.Ms), new Kill("app", Signal.Cont),
            new Sleep(1.Ms), new Open(fifo, Use.Writing));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["3ms main: open"]);
    }

    // The dead leaves its mask at its number, which the child of a thread gets that the table has not reached before.
    [Fact]
    public void A_child_has_the_mask_of_its_parent_and_not_of_who_had_its_number()
    {
        Start("dead", new Mask(block: [Signal.Term]), new Compute(1.Ms));
        var app = machine.Process("app");
        for (var i = 0; i < 20; i++) machine.Start(app, $"worker {i}", new Program("worker", new Sleep(20.Ms)));
        machine.Start(app, "last", new Program("last", new Sleep(2.Ms),
            new Fork([new Sleep(10.Ms)], name: "child", @as: other), new Sleep(1.Ms),
            new Kill((Formula)other, Signal.Term), new WaitChild(status: n), Tell("child")));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["3ms last: child 143"]);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Calls_on_System_V_queues_come_back_with_EINTR_whatever_the_handler_says(bool restart)
    {
        var queue = new SystemVMessageQueue(machine, maxBytes: 10.B, name: "queue");
        Start("receiver", On(Signal.Int, restart, Say("int")), new Receive(queue, @as: n), Tell("receives"));
        Start("user", new Sleep(1.Ms), new Kill("receiver", Signal.Int), new Sleep(1.Ms), new Send(queue, 8.B));
        Start("sender", On(Signal.Int, restart, Say("int")), new Sleep(5.Ms), new Send(queue, 8.B, @as: n),
            Tell("sends"));
        Start("other", new Sleep(6.Ms), new Kill("sender", Signal.Int));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["1ms main: int", "1ms main: receives -4", "6ms main: int", "6ms main: sends -4"]);
    }

    [Fact]
    public void Calls_on_POSIX_queues_begin_anew()
    {
        var queue = new PosixMessageQueue(machine, name: "queue");
        Start("app", On(Signal.Int, Say("int")), new Open(queue), new Receive(queue, @as: n), Tell("receives"));
        Start("user", new Open(queue), new Sleep(1.Ms), new Kill("app", Signal.Int), new Sleep(1.Ms),
            new Send(queue, 8.B));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["1ms main: int", "2ms main: receives 8"]);
    }

    [Fact]
    public void A_call_with_a_time_limit_comes_back_with_EINTR_and_never_lasts_longer()
    {
        var pipe = new Pipe(machine, name: "pipe");
        Start("app", On(Signal.Int, Say("int")), new Open(pipe), new Read(pipe, 1.B, timeout: 5.Ms, @as: n),
            Tell("reads"));
        Start("user", new Sleep(3.Ms), new Kill("app", Signal.Int));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["3ms main: int", "3ms main: reads -4"]);
    }
}
