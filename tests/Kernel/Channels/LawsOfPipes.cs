using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>Pipes, by hand: what the manual says of each call, and what a program sees of it.</summary>
public sealed class LawsOfPipes
{
    readonly Machine machine = new(new Simulation(), cpus: 1, new Fcfs()) { Log = null };
    readonly List<string> log = [];
    readonly Variable answer, value;
    readonly Pipe pipe;

    public LawsOfPipes()
    {
        (answer, value) = (new(machine, "answer", 77), new(machine, "value", 77));
        pipe = new(machine, 10.B, "pipe");
    }

    Ending Run(params Operation[] main) => Run(machine, main);

    static Ending Run(Machine machine, params Operation[] main)
    {
        machine.Start(machine.Process("app"), "main", new Program("main", main), isMain: true);
        return machine.Run();
    }

    Operation Sees(long what) => new Check(Formula.Equal(answer, what));
    static Fork Child(params Operation[] child) => new(child);
    Read Read(int bytes, bool all = false) => new(pipe, bytes.B, all, @as: answer, value: value);
    Write Write(int bytes, int comes = 0) => new(pipe, bytes.B, (Formula)comes, @as: answer);
    Open Open => new(pipe);
    Close CloseReading => new(pipe, Use.Reading);
    Close CloseWriting => new(pipe, Use.Writing);

    [Fact]
    public void A_reader_gets_what_is_there_then_the_end()
    {
        Run(Open, Write(4, 5), Write(3, 6), Read(5), Sees(5), new Check(Formula.Equal(value, 5)),
            Read(5), Sees(2), new Check(Formula.Equal(value, 6)), CloseWriting, Read(5), Sees(0),
            new Check(Formula.Equal(value, 6))).Reason.ShouldBe(EndReason.Done);
        (pipe.Reads, pipe.Writes, pipe.Read, pipe.Written, pipe.Level).ShouldBe((3, 2, 7, 7, 0));
    }

    [Fact]
    public void The_end_comes_only_when_the_last_who_could_write_has_closed()
    {
        Run(Open, Child(new Sleep(5.Ms)), CloseWriting, Read(1), Sees(0)).Reason.ShouldBe(EndReason.Done);
        machine.Simulation.Now.ShouldBe(Instant.Start + 5.Ms);
    }

    [Fact]
    public void Who_writes_where_nobody_reads_is_killed_by_SIGPIPE()
    {
        Run(Open, CloseReading, Write(1), new Exit(1));
        (machine.Processes[0].Status, pipe.Broken, pipe.Writes).ShouldBe((128 + 13, 1, 0));
    }

    [Fact]
    public void A_writer_that_waits_is_killed_when_the_last_reader_closes()
    {
        Run(Open, Child(CloseReading, Write(15)), new Sleep(3.Ms), CloseReading, new WaitChild(status: answer),
            Sees(128 + 13)).At.ShouldBe(Instant.Start + 3.Ms);
        (pipe.Written, pipe.Broken, pipe.Writes).ShouldBe((10, 1, 1));
    }

    [Fact]
    public void To_move_nothing_comes_back_at_once_whoever_is_there()
    {
        Run(Open, Read(0), Sees(0), CloseReading, Write(0), Sees(0)).Reason.ShouldBe(EndReason.Done);
        (pipe.Reads, pipe.Writes, pipe.Broken).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_pipe_is_for_relatives_only()
    {
        var other = new Program("other", new Sleep(1.Ms), Read(1), Sees(-9), Write(1), Sees(-9), new Count("refused"));
        machine.Start(machine.Process("stranger"), "stranger", other);
        Run(Open, Child(Write(1)), Read(1), Sees(1), new Sleep(2.Ms)).Reason.ShouldBe(EndReason.Done);
        machine.Counted["refused"].ShouldBe(1);
    }

    [Fact]
    public void What_moves_in_no_time_and_must_not_block_says_so()
    {
        Operation Try(Operation call, long says) => new Repeat(1, [call, Sees(says)]);
        Run(new Open(pipe, mode: IoMode.NonBlocking), Try(Read(3), -11), Try(Write(8), 8), Try(Write(3), -11),
            Try(Read(9, all: true), 8), Try(Write(12), -11 + 21), Try(new Write(pipe, 3.B, timeout: 5.Ms,
            mode: IoMode.Blocking, @as: answer), -110)).At.ShouldBe(Instant.Start + 5.Ms);
    }

    [Fact]
    public void What_was_moved_before_the_time_was_up_is_told_counted_and_paid_for()
    {
        var dear = new Costs("dear", default, default, default, default, default, PipeKiB: 1024.Us);
        var two = new Machine(new Simulation(), cpus: 1, new Fcfs(), dear);
        var (told, its) = (new Variable(two, "told", 0), new Pipe(two, 10.B));
        // The write pays for 4 bytes; of the read, 4 come at once, and 2 more never: its copy is paid for at 13 ms.
        Run(two, new Open(its), new Write(its, 4.B), new Read(its, 6.B, all: true, timeout: 9.Us, @as: told),
            new Check(Formula.Equal(told, 4))).Reason.ShouldBe(EndReason.Done);
        (two.Simulation.Now, its.Reads, its.ReadWait.Mean).ShouldBe((Instant.Start + 17.Us, 1, 9e-6));
    }

    [Fact]
    public void A_time_that_was_up_while_the_call_was_paid_for_is_up()
    {
        var dear = new Costs("dear", default, default, default, default, default, PipeKiB: 1024.Us);
        var two = new Machine(new Simulation(), cpus: 1, new Fcfs(), dear);
        var (told, its) = (new Variable(two, "told", 0), new Pipe(two, 10.B));
        Run(two, new Open(its), new Write(its, 8.B), new Write(its, 8.B, timeout: 3.Us, @as: told),
            new Check(Formula.Equal(told, -110))).At.ShouldBe(Instant.Start + 16.Us);
    }

    [Fact]
    public void Who_comes_before_a_woken_writer_leaves_the_rest_to_the_next_in_line()
    {
        // The first is woken for 6 bytes of room; who made it takes 4 again, and leaves enough for the second.
        var app = machine.Process("app");
        Start("first", new Sleep(1.Ms), Write(6), new Log("first"));
        Start("second", new Sleep(2.Ms), Write(2), new Log("second"));
        machine.Log = line => log.Add($"{line[..12].Trim()} {line[(line.LastIndexOf(' ') + 1)..]}");
        Start("main", Open, Write(10), new Sleep(4.Ms), Read(6), Write(4), new Sleep(5.Ms), Read(9));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["4ms second", "9ms first"]);

        void Start(string name, params Operation[] does) =>
            machine.Start(app, name, new Program(name, does));
    }

    [Fact]
    public void A_read_goes_on_though_another_thread_closes_the_handle()
    {
        var app = machine.Process("app");
        machine.Start(app, "main", new Program("main", Open, Child(CloseReading, new Sleep(2.Ms), Write(3)),
            CloseWriting, Read(3), Sees(3), new Log("got it")));
        machine.Start(app, "other", new Program("other", new Sleep(1.Ms), CloseReading));
        machine.Run().At.ShouldBe(Instant.Start + 2.Ms);
        pipe.Read.ShouldBe(3);
    }

    [Fact]
    public void What_is_not_to_outlive_exec_is_closed_by_it()
    {
        var other = new Program("other", Write(1), Sees(-9), new Exit(7));
        Run(new Open(pipe, closeOnExec: true), Child(new Exec(other)), CloseWriting, Read(1), Sees(0),
            new WaitChild(status: answer), Sees(7)).Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void What_is_open_outlives_exec_else()
    {
        Run(Open, Child(new Exec(new Program("other", Write(1)))), CloseWriting, Read(9, all: true), Sees(1))
            .Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void A_System_V_queue_is_no_stream()
    {
        var queue = new SystemVMessageQueue(machine);
        var id = new Variable(machine, "id", 0);
        Run(new Open(queue, create: true, @as: id), new Read(new(0, Handle: id), 1.B, @as: answer), Sees(-22),
            new Write(new(0, Handle: id), 1.B, @as: answer), Sees(-22)).Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void A_name_means_what_was_opened_last_of_what_is_open()
    {
        // The second pipe and, when that is closed, the first again.
        Run(Open, Write(1), Open, Write(2), Read(9), Sees(2), new Close(pipe), Read(9), Sees(1))
            .Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void A_reader_that_did_not_close_its_own_end_to_write_waits_for_itself()
    {
        var ending = Run(Open, Child(Read(4)), CloseReading, CloseWriting, new WaitChild());
        ending.Reason.ShouldBe(EndReason.Deadlock);
        ending.Evidence!.ShouldBe("""
            deadlock at 0ns: 1 thread in a circle
              main child 1 waits for bytes in pipe since 0ns: only its own process has the other end open
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Two_that_each_wait_to_read_from_the_other_are_told_with_their_pipes()
    {
        var back = new Pipe(machine, name: "back");
        var ending = Run(Open, new Open(back), Child(CloseWriting, new Close(back, Use.Reading), Read(1)),
            CloseReading, new Close(back, Use.Writing), new Read(back, 1.B));
        ending.Evidence!.ShouldBe("""
            deadlock at 0ns: 2 threads in a circle
              main waits for bytes in back since 0ns: the other end open have main child 1
              main child 1 waits for bytes in pipe since 0ns: the other end open have main
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_interrupt_ends_a_read_but_what_was_read_is_not_lost()
    {
        var app = machine.Process("app");
        var reader = app.Thread("reader", async self =>
        {
            await pipe.Open(self);
            await pipe.Write(self, 4.B);
            log.Add($"{await pipe.ReadAll(self, 6.B)} at {machine.Simulation.Now}");
            try { await pipe.Read(self, 1.B); }
            catch (Interrupted why) { log.Add($"{why.Cause} at {machine.Simulation.Now}"); }
            await self.Compute(2.Ms);
            try { await pipe.Read(self, 1.B); }
            catch (Interrupted why) { log.Add($"{why.Cause} at {machine.Simulation.Now}"); }
            log.Add($"{await pipe.Write(self, 1.B)} and {await pipe.Read(self, 2.B)}");
        });
        app.Thread("other", async self =>
        {
            await self.Sleep(1.Ms);
            reader.Interrupt("now");
            await self.Sleep(1.Ms);
            reader.Interrupt("again");
        });
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["4 at 1ms", "now at 1ms", "again at 3ms", "1 and 1"]);
        pipe.Level.ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_allocated_per_call()
    {
        AllocatedBy(machine.Process("methods"), isMethod: true).ShouldBeLessThan(Allocation.Noise);
        var two = new Machine(new Simulation(), cpus: 2, new RoundRobin(1.Ms), CostProfiles.LinuxX8664);
        _ = new Pipe(two, 4.KiB);
        AllocatedBy(two.Process("interpreted"), isMethod: false).ShouldBeLessThan(Allocation.Noise);
    }

    // Some ten thousand calls, when enough waits were observed to fill their sample.
    static long AllocatedBy(Process app, bool isMethod)
    {
        var its = app.Machine.Channels[0];
        if (isMethod)
        {
            app.Thread("reader", async self =>
            {
                await its.Open(self);
                while (true) await its.Read(self, 3.B);
            });
            app.Thread("writer", async self =>
            {
                while (true)
                {
                    await self.Compute(10.Ns);
                    await its.Write(self, 7.B);
                }
            });
        }
        else
        {
            app.Machine.Start(app, "reader", new Program("reader",
                new Open(its), new Forever([new Read(its, 100.B, timeout: 20.Us)])));
            app.Machine.Start(app, "writer", new Program("writer", new Compute(1.Us),
                new Forever([new Compute(10.Ns), new Write(its, 1.KiB, timeout: 20.Us)])));
        }
        app.Machine.Run(until: 10.Ms);
        var (before, reads) = (GC.GetAllocatedBytesForCurrentThread(), its.Reads);
        app.Machine.Run(until: 20.Ms);
        (its.Reads - reads).ShouldBeGreaterThan(20_000);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
