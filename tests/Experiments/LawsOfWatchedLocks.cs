using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Experiments.Metrics;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Experiments;

/// What is kept and measured of locks, by hand: A holds from 0 to 10 ms; B, C and D come at 1, 2 and 3 ms.
public class LawsOfWatchedLocks
{
    const long Ms = 1_000_000;

    [Theory]
    [InlineData(LineOrder.Fifo, "1 2 3")]
    [InlineData(LineOrder.Lifo, "3 2 1")]
    [InlineData(LineOrder.Priority, "3 1 2")]
    public void The_line_is_kept_in_the_order_in_which_it_is_served(LineOrder order, string line)
    {
        var (_, timeline) = Crowd(new Mutex(order));
        var full = timeline.Locks[0].Segments.Single(s => s.Waiters == 3);
        (full.From, full.To, full.Holder, full.Spinning).ShouldBe((3 * Ms, 10 * Ms, 0, 0));
        string.Join(' ', full.Line).ShouldBe(line);
    }

    [Fact]
    public void All_who_read_are_kept_and_nobody_holds_a_barrier()
    {
        var bench = new Bench(new Fcfs(), cpus: 4);
        var (book, gate) = (bench.Machine.Add("book", new ReadWriteLock()), bench.Machine.Add("gate", new Barrier(2)));
        foreach (var (name, at) in (ReadOnlySpan<(string, int)>)[("R", 0), ("S", 1)])
            bench.StartAt(at.Ms, name, new ReadLock(book, [new Compute(4.Ms)]), new Arrive(gate));
        var timeline = Watched(bench);
        var both = timeline.Locks[0].Segments.Single(s => s.Holders == 2);
        (both.From, both.To, both.Holder, string.Join(' ', both.HeldBy)).ShouldBe((1 * Ms, 4 * Ms, -1, "0 1"));
        var waiting = timeline.Locks[1].Segments.Single();
        (timeline.Locks[1].Permits, waiting.Holders, waiting.From, waiting.To, waiting.Line.Single())
            .ShouldBe((0, 0, 4 * Ms, 5 * Ms, 0));
    }

    [Fact]
    public void Who_spins_and_then_blocks_does_first_the_one_and_then_the_other()
    {
        var (machine, timeline) = Crowd(new Mutex(spin: 2.Ms));
        timeline.Threads[1].Segments.Where(s => s.Lock == 0).Select(s => (s.From, s.To, s.State, s.IsSpinning))
            .ShouldBe(
            [
                (1 * Ms, 3 * Ms, ThreadState.RunningUser, true), (3 * Ms, 10 * Ms, ThreadState.BlockedOnLock, false),
            ]);
        // At 3 ms B leaves the spinners for the line, and D joins them.
        var segment = timeline.Locks[0].Segments.Single(s => s.From == 3 * Ms);
        (string.Join(' ', segment.Line), segment.Waiters, segment.Spinning).ShouldBe(("1 2 3", 3, 2));
        Enumerable.Range(0, 3).Select(segment.Spins).ShouldBe([false, true, true]);
        machine.Locks[0].SpinTime.ShouldBe(6.Ms);
    }

    [Theory]
    [InlineData(SpinKind.TestAndSet), InlineData(SpinKind.Ticket), InlineData(SpinKind.Mcs)]
    public void The_stretches_of_spinning_sum_to_what_lock_and_threads_have_spun(SpinKind kind)
    {
        var (machine, timeline) = Crowd(new SpinLock(kind));
        var spun = timeline.Threads.Sum(t => t.Segments.Where(s => s.IsSpinning).Sum(s => s.To - s.From));
        new Duration(spun).ShouldBe(machine.Locks[0].SpinTime);
        machine.Classes.Sum(its => its.SpinTime.Nanoseconds).ShouldBe(spun);
        // 9 + 8 + 7 ms until A unlocks, then 1 + 1 ms and 1 ms while the others hold it.
        spun.ShouldBe(27 * Ms);
        timeline.Locks[0].Segments.ShouldAllBe(s => s.Waiters == s.Spinning && s.Line.Count == s.Waiters);
    }

    [Fact]
    public void Waits_holds_and_hand_offs_are_measured()
    {
        var (machine, _) = Crowd(new Mutex());
        var values = Values(machine);
        values.ShouldContainKeyAndValue("lock.door.acquisitions", 4);
        values.ShouldContainKeyAndValue("lock.door.contended", 0.75);
        values.ShouldContainKeyAndValue("lock.door.hand-offs", 3);
        values.ShouldContainKeyAndValue("lock.door.time-outs", 0);
        values.ShouldContainKeyAndValue("lock.door.spin-time", 0);
        values.ShouldContainKeyAndValue("lock.door.queue.max", 3);
        // Holds of 10, 1, 1, 1 ms; waits of 0, 9, 9, 9.
        values["lock.door.hold.mean"].ShouldBe(3.25e-3, 1e-15);
        values["lock.door.hold.p50"].ShouldBe(1e-3, 1e-15);
        values["lock.door.hold.max"].ShouldBe(10e-3, 1e-15);
        values["lock.door.wait.p50"].ShouldBe(9e-3, 1e-15);
        values["lock.door.queue.mean"].ShouldBe(27.0 / 13, 1e-12);
        values["thread.B.lock-wait"].ShouldBe(9e-3, 1e-15);
        values["thread.B.lock-wait.share"].ShouldBe(0.9, 1e-12);
        values["thread.A.lock-wait.share"].ShouldBe(0);
        values["thread.B.spin-time.share"].ShouldBe(0);
    }

    [Fact]
    public void Spinning_is_measured_for_the_lock_and_for_each_kind_of_thread()
    {
        var (machine, _) = Crowd(new Mutex(spin: 2.Ms));
        var values = Values(machine);
        values["lock.door.spin-time"].ShouldBe(6e-3, 1e-15);
        values["thread.B.spin-time"].ShouldBe(2e-3, 1e-15);
        values["thread.B.spin-time.share"].ShouldBe(0.2, 1e-12);
        values["thread.B.lock-wait"].ShouldBe(7e-3, 1e-15);
    }

    [Fact]
    public void A_kind_has_the_metrics_that_make_sense_for_it()
    {
        var machine = new Machine(new Simulation(), cpus: 1, new Fcfs());
        machine.Add("mutex", new Mutex());
        machine.Add("gate", new Barrier(2));
        machine.Add("news", new Condition((Mutex)machine.Locks[0]));
        machine.Add("book", new ReadWriteLock());
        machine.Add("clock", new SequenceLock());
        var known = Values(machine).Keys.ToHashSet();
        foreach (var name in (string[])["gate.phases", "news.lost", "news.spurious", "clock.reads", "clock.retries",
            "mutex.spin-time", "book.holders.max", "book.hand-offs", "gate.queue.max", "gate.time-outs"])
            known.ShouldContain($"lock.{name}");
        foreach (var name in (string[])["gate.holders.max", "news.hand-offs", "gate.utilization", "book.utilization",
            "book.spin-time", "mutex.phases"])
            known.ShouldNotContain($"lock.{name}");
    }

    static Dictionary<string, double> Values(Machine machine) =>
        MetricFamilies.Measure(machine).ToDictionary(measured => measured.Metric, measured => measured.Value);

    static (Machine, Timeline) Crowd<TLock>(TLock door) where TLock : Lock, ILockable
    {
        var bench = new Bench(new Priority(), cpus: 4);
        bench.Machine.Add("door", door);
        foreach (var (i, name) in "ABCD".Select(letter => $"{letter}").Index())
        {
            var program = new Program(name, [new With(door, [new Compute(i == 0 ? 10.Ms : 1.Ms)])]);
            bench.Machine.Start(bench.Process, name, program, at: Instant.Start + i.Ms,
                terms: new() { Priority = i == 3 ? 9 : 1 });
        }
        return (bench.Machine, Watched(bench));
    }

    static Timeline Watched(Bench bench)
    {
        var recorder = new TimelineRecorder();
        bench.Machine.Observer = recorder;
        for (var thread = 0; thread < bench.Machine.Threads.End; thread++)
            recorder.ThreadCreated(bench.Machine, thread);
        bench.Run().Reason.ShouldBe(EndReason.Done);
        return recorder.Finish(bench.Machine);
    }
}
