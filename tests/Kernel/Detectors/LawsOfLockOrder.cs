using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Detectors;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Lock = Timeslice.Kernel.Programs.Lock;
using Program = Timeslice.Kernel.Programs.Program;

namespace Timeslice.Tests.Kernel.Detectors;

/// Threads run one after the other on one CPU, so that nothing happens that could.
public class LawsOfLockOrder
{
    readonly Bench bench = new(new Fcfs());
    readonly LockOrder order;
    readonly Mutex a, b, c;

    public LawsOfLockOrder()
    {
        order = bench.Machine.Watch(new LockOrder());
        (a, b, c) = (new(bench.Machine, "a"), new(bench.Machine, "b"), new(bench.Machine, "c"));
    }

    [Fact]
    public void Opposite_orders_are_found_although_nobody_waited()
    {
        bench.Start("one", At(1, a), At(2, b), new Unlock(b), new Unlock(a));
        bench.StartAt(1.Ms, "two", At(3, b), At(4, a), new Unlock(a), new Unlock(b));
        bench.Run().Reason.ShouldBe(EndReason.Done);
        var found = order.Findings.ShouldHaveSingleItem();
        found.Kind.ShouldBe("lock-order");
        found.At.ShouldBe(Instant.Start + 1.Ms);
        found.Text.ShouldBe("two holds b (s.yaml:3:1) and asks for a (s.yaml:4:1); "
            + "one holds a (s.yaml:1:1) and asks for b (s.yaml:2:1); "
            + "no lock keeps them apart, so they can wait for each other");
        found.Sources.Select(source => source.Line).ShouldBe([3, 4, 1, 2]);
        (order.Edges, order.Count).ShouldBe((2, 1));
    }

    [Fact]
    public void A_circle_is_found_once_however_often_its_threads_come()
    {
        bench.Machine.Start(bench.Process, "one", Program("one", new Repeat(3, [Both(a, b)])), count: 3);
        bench.Machine.Start(bench.Process, "two", Program("two", new Repeat(3, [Both(b, a)])), count: 3);
        FindingsOfRun().ShouldBe(1);
    }

    [Fact]
    public void One_thread_alone_waits_for_nobody()
    {
        bench.Start("one", Both(a, b), Both(b, a));
        FindingsOfRun().ShouldBe(0);
        order.Edges.ShouldBe(2);
    }

    [Fact]
    public void Two_threads_that_each_use_both_orders_can_wait_for_each_other()
    {
        bench.Machine.Start(bench.Process, "one", Program("one", Both(a, b), Both(b, a)), count: 2);
        FindingsOfRun().ShouldBe(1);
    }

    [Fact]
    public void A_gate_keeps_them_apart()
    {
        bench.Start("one", new With(c, [Both(a, b)]));
        bench.Start("two", new With(c, [Both(b, a)]));
        FindingsOfRun().ShouldBe(0);
    }

    [Fact]
    public void A_gate_that_one_of_them_does_not_pass_keeps_nobody_apart()
    {
        bench.Start("one", new With(c, [Both(a, b)]));
        bench.Start("two", Both(b, a));
        FindingsOfRun().ShouldBe(1);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void A_gate_through_which_both_come_as_readers_keeps_nobody_apart(bool writes, int expected)
    {
        var gate = new ReadWriteLock(bench.Machine);
        bench.Start("one", new ReadLock(gate, [Both(a, b)]));
        bench.Start("two", writes ? new WriteLock(gate, [Both(b, a)]) : new ReadLock(gate, [Both(b, a)]));
        FindingsOfRun().ShouldBe(expected);
    }

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(true, false, 1)]
    [InlineData(false, true, 1)]
    public void A_reader_waits_for_writers_only(bool holderWrites, bool askerWrites, int expected)
    {
        var book = new ReadWriteLock(bench.Machine);
        bench.Start("one", Take(holderWrites, [Take(a)]));
        bench.Start("two", new With(a, [Take(askerWrites, [])]));
        FindingsOfRun().ShouldBe(expected);

        Operation Take(object taken, IReadOnlyList<Operation>? inside = null) => taken switch
        {
            true => new WriteLock(book, inside),
            false => new ReadLock(book, inside),
            _ => new With((Mutex)taken, []),
        };
    }

    [Fact]
    public void Who_gives_up_waits_for_nobody()
    {
        bench.Start("one", Both(a, b));
        bench.Start("trying", new With(b, [new TryLock(a, [])]));
        bench.Start("patient", new With(b, [new With(a, [], timeout: 1.Ms)]));
        bench.Start("timed", new Lock(b), new Lock(a, timeout: 1.Ms), new Unlock(a), new Unlock(b));
        bench.Process.Thread("method", async self =>
        {
            using (await b.Lock(self))
            using (await a.TryLock(self)) { }
        });
        FindingsOfRun().ShouldBe(0);
        order.Edges.ShouldBe(1);
    }

    [Fact]
    public void Others_wait_for_what_was_taken_by_trying()
    {
        bench.Start("one", new TryLock(a, [new With(b, [])]));
        bench.Start("two", Both(b, a));
        FindingsOfRun().ShouldBe(1);
    }

    [Fact]
    public void Methods_and_spin_locks_are_in_it_too()
    {
        var spin = new SpinLock(bench.Machine, name: "spin");
        bench.Process.Thread("one", async self =>
        {
            using (await a.Lock(self))
            using (await spin.Lock(self)) { }
        });
        bench.Process.Thread("two", async self =>
        {
            using (await spin.Lock(self))
            using (await a.Lock(self)) { }
        });
        FindingsOfRun().ShouldBe(1);
        order.Findings[0].Text.ShouldStartWith("two holds spin and asks for a; one holds a and asks for spin");
    }

    [Fact]
    public void Who_wakes_up_from_a_condition_asks_for_its_mutex()
    {
        var condition = new Condition(bench.Machine, a);
        bench.Start("sleeper",
            new Lock(a), new Lock(b), new Wait(condition, timeout: 1.Ms), new Unlock(a), new Unlock(b));
        bench.StartAt(2.Ms, "other", Both(a, b));
        FindingsOfRun().ShouldBe(1);
    }

    [Fact]
    public void A_deadlock_that_happens_is_found()
    {
        var two = new Bench(new Fcfs(), cpus: 2);
        var found = two.Machine.Watch(new LockOrder());
        var (x, y) = (new Mutex(two.Machine), new Mutex(two.Machine));
        two.Start("one", new Lock(x), new Compute(1.Ms), new Lock(y));
        two.Start("two", new Lock(y), new Compute(1.Ms), new Lock(x));
        two.Run().Reason.ShouldBe(EndReason.Deadlock);
        found.Count.ShouldBe(1);
    }

    [Fact]
    public void Philosophers_are_one_circle()
    {
        const int Count = 100;
        var forks = Enumerable.Range(0, Count).Select(i => new Mutex(bench.Machine, $"fork {i}")).ToList();
        for (var i = 0; i < Count; i++) bench.Start($"{i}", Both(forks[i], forks[(i + 1) % Count]));
        FindingsOfRun().ShouldBe(1);
        order.Findings[0].Values[0].Value.ShouldBe(Count);
    }

    static With Both(Mutex outer, Mutex inner) => new(outer, [new With(inner, [])]);
    static Program Program(string name, params Operation[] operations) => new(name, operations);
    static Lock At(int line, Mutex taken) => new(taken) { Source = new("s.yaml", line, 1) };

    long FindingsOfRun()
    {
        bench.Run().Reason.ShouldBe(EndReason.Done);
        return order.Count;
    }
}
