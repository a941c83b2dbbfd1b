using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>Named pipes, by hand: who waits for whom when they are opened, and what is between strangers.</summary>
public sealed class LawsOfFifos
{
    readonly Machine machine = new(new Simulation(), cpus: 1, new Fcfs());
    readonly List<string> log = [];
    readonly Variable answer;
    readonly Fifo fifo;

    public LawsOfFifos()
    {
        machine.Log = line => log.Add($"{line[..12].Trim()} {line[(line.LastIndexOf(' ') + 1)..]}");
        (answer, fifo) = (new(machine, "answer", 77), new(machine, 10.B, name: "fifo"));
    }

    Process Start(string name, params Operation[] does)
    {
        var process = machine.Process(name);
        machine.Start(process, name, new Program(name, does), isMain: true);
        return process;
    }

    Operation Sees(long what) => new Check(Formula.Equal(answer, what));
    Open Open(Use use, IoMode mode = IoMode.Blocking) => new(fifo, use, mode, @as: answer);
    Read Read(int bytes) => new(fifo, bytes.B, @as: answer);
    Write Write(int bytes) => new(fifo, bytes.B, @as: answer);

    [Fact]
    public void It_serves_strangers_and_opening_waits_for_the_other_side()
    {
        Start("reader", Open(Use.Reading), new Log("open"), Sees(3), Read(9), Sees(4), new Log("read"),
            Read(9), Sees(0), new Log("end"));
        Start("writer", new Sleep(2.Ms), Open(Use.Writing), new Log("met"), Sees(3), Write(4), new Sleep(1.Ms));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["2ms met", "2ms open", "2ms read", "3ms end"]);
    }

    [Fact]
    public void A_writer_waits_for_a_reader()
    {
        Start("writer", Open(Use.Writing), new Log("open"));
        Start("reader", new Sleep(2.Ms), Open(Use.Reading), new Log("met"));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["2ms met", "2ms open"]);
    }

    [Fact]
    public void Who_came_and_went_in_between_counts()
    {
        // The writer opens, writes and is gone before the reader has a CPU again.
        Start("reader", Open(Use.Reading), new Log("open"), Read(9), Sees(0));
        Start("writer", new Sleep(1.Ms), Open(Use.Writing), new Exit());
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["1ms open"]);
    }

    [Fact]
    public void Without_blocking_reading_is_open_at_once_and_writing_fails_while_nobody_reads()
    {
        Start("both", Open(Use.Writing, IoMode.NonBlocking), Sees(-6), Open(Use.Reading, IoMode.NonBlocking), Sees(3),
            Read(1), Sees(0), Open(Use.Writing, IoMode.NonBlocking), Sees(4), Read(1), Sees(-11), Write(2), Sees(2),
            Read(9), Sees(2));
        machine.Run().Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void For_both_it_is_open_at_once_and_lets_both_sides_in()
    {
        Start("reader", Open(Use.Reading), new Log("reads"));
        Start("writer", new Sleep(1.Ms), Open(Use.Both), new Log("both"), Write(3), Read(9), Sees(3));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["1ms both", "1ms reads"]);
    }

    [Fact]
    public void What_nobody_read_is_there_for_the_next_while_somebody_has_it_open_and_lost_then()
    {
        Start("keeper", Open(Use.Both), Write(3), new Sleep(5.Ms));
        Start("early", new Sleep(1.Ms), Open(Use.Reading), Read(1), Sees(1));
        Start("late", new Sleep(6.Ms), Open(Use.Reading, IoMode.NonBlocking), Read(1), Sees(0));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        (fifo.Written, fifo.Read, fifo.Level).ShouldBe((3, 1, 0));
    }

    [Fact]
    public void Who_dies_while_it_waits_to_open_gives_its_end_back()
    {
        // Its threads wait to open for reading: while they do, one may open for writing without blocking.
        var doomed = machine.Process("doomed");
        machine.Start(doomed, "opener", new Program("opener", Open(Use.Reading), new Log("never")));
        machine.Start(doomed, "main", new Program("main", new Sleep(2.Ms)), isMain: true);
        Start("late", new Sleep(3.Ms), Open(Use.Writing, IoMode.NonBlocking), Sees(-6));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBeEmpty();
    }

    [Fact]
    public void Who_waits_to_open_for_reading_is_a_reader_already()
    {
        Start("reader", Open(Use.Reading), Read(2), Sees(2));
        Start("writer", new Sleep(1.Ms), Open(Use.Writing, IoMode.NonBlocking), Sees(3), Write(2), Sees(2));
        machine.Run().Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void An_interrupt_ends_the_wait_in_open_and_gives_the_end_back()
    {
        var app = machine.Process("app");
        var opener = app.Thread("opener", async self =>
        {
            try { await fifo.Open(self, Use.Writing); }
            catch (Interrupted) { self.Log("gives up"); }
            var read = await fifo.Open(self, Use.Reading, IoMode.NonBlocking);
            self.Log($"{read},{await fifo.Read(self, 1.B)}");
        });
        app.Thread("other", async self =>
        {
            await self.Sleep(1.Ms);
            opener.Interrupt("enough");
        });
        machine.Run().Reason.ShouldBe(EndReason.Done);
        log.ShouldBe(["1ms up", "1ms 3,0"]);
    }

    [Fact]
    public void Two_that_open_two_in_opposite_order_are_stuck_and_it_is_said_why()
    {
        var other = new Fifo(machine, name: "other");
        Start("one", Open(Use.Reading), new Open(other, Use.Writing));
        Start("two", new Open(other, Use.Reading), Open(Use.Writing));
        machine.Run().Evidence!.ShouldBe("""
            stuck at 0ns: 2 threads wait for what can no longer come
              one waits for a writer of fifo since 0ns: nobody has the other end open
              two waits for a writer of other since 0ns: nobody has the other end open
            """.ReplaceLineEndings("\n"));
    }
}
