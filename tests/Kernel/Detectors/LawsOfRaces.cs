using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Detectors;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Program = Timeslice.Kernel.Programs.Program;

namespace Timeslice.Tests.Kernel.Detectors;

public class LawsOfRaces
{
    readonly Bench bench = new(new RoundRobin(10.Ns), cpus: 2);
    readonly Races races;
    readonly Variable x;
    readonly Mutex mutex;

    public LawsOfRaces()
    {
        races = bench.Machine.Watch(new Races());
        (x, mutex) = (new(bench.Machine, "x"), new(bench.Machine, "m"));
    }

    [Fact]
    public void A_race_names_both_accesses()
    {
        bench.Start("one", new With(mutex, [At(1)]));
        bench.StartAt(1.Us, "two", At(2));
        bench.Run();
        var found = races.Findings.ShouldHaveSingleItem();
        (found.Kind, found.At).ShouldBe(("races", Instant.Start + 1.Us));
        found.Sources.Select(source => source.Line).ShouldBe([1, 2]);
        found.Text.ShouldBe("x: two writes it (s.yaml:2:1) holding no lock; "
            + "one wrote it at 0ns (s.yaml:1:1) holding m; nothing orders the two");
    }

    [Fact]
    public void Two_lines_are_one_finding_however_often_they_race()
    {
        var program = new Program("worker", new Repeat(5, [At(1), new Compute(7.Ns)]));
        bench.Machine.Start(bench.Process, "worker", program, count: 2);
        bench.Run();
        races.Findings.ShouldHaveSingleItem().Times.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Who_only_reads_races_with_nobody()
    {
        bench.Start("one", new If((Formula)x > 0, []));
        bench.Start("two", new If((Formula)x > 0, []));
        FindingsOfRun().ShouldBe(0);
    }

    [Fact]
    public void A_mutex_orders_and_another_one_does_not()
    {
        bench.Start("one", new With(mutex, [At(1)]));
        bench.StartAt(1.Us, "two", new With(mutex, [At(2)]));
        FindingsOfRun().ShouldBe(0);
        bench.StartAt(2.Us, "three", new With(new Mutex(bench.Machine), [At(3)]));
        FindingsOfRun().ShouldBe(1);
    }

    [Fact]
    public void Atomic_accesses_race_with_plain_ones_only()
    {
        bench.Start("one", new Atomic(x, (Formula)x + 1));
        bench.Start("two", new Atomic(x, (Formula)x + 1));
        FindingsOfRun().ShouldBe(0);
        bench.StartAt(1.Us, "three", At(3));
        FindingsOfRun().ShouldBe(1);
    }

    [Fact]
    public void An_atomic_flag_tells_what_was_written_before_it()
    {
        var flag = new Variable(bench.Machine, "flag");
        bench.Start("one", At(1), new Atomic(flag, 1));
        bench.StartAt(1.Us, "two", new Atomic(flag, (Formula)flag), At(2));
        FindingsOfRun().ShouldBe(0);
    }

    [Fact]
    public void Readers_of_a_lock_are_not_ordered_by_it()
    {
        var book = new ReadWriteLock(bench.Machine);
        bench.Start("one", new ReadLock(book, [At(1)]));
        bench.StartAt(1.Us, "two", new WriteLock(book, [At(2)]));
        FindingsOfRun().ShouldBe(0);
        bench.StartAt(2.Us, "three", new ReadLock(book, [At(3)]));
        bench.StartAt(3.Us, "four", new ReadLock(book, [At(4)]));
        FindingsOfRun().ShouldBe(1);
        races.Findings[0].Sources.Select(source => source.Line).ShouldBe([3, 4]);
    }

    [Fact]
    public void A_barrier_orders_what_is_before_it_and_what_is_after()
    {
        var barrier = new Barrier(bench.Machine, parties: 2);
        bench.Start("one", At(1), new Arrive(barrier));
        bench.Start("two", new Arrive(barrier), At(2));
        FindingsOfRun().ShouldBe(0);
        bench.StartAt(1.Us, "three", new Arrive(barrier), At(3)); // what two did after it, nobody knows
        bench.StartAt(1.Us, "four", new Arrive(barrier));
        FindingsOfRun().ShouldBe(1);
    }

    [Fact]
    public void Who_was_notified_knows_what_was_done_before()
    {
        var condition = new Condition(bench.Machine, mutex);
        bench.Start("waiter", new With(mutex, [new Wait(condition)]), At(1));
        bench.StartAt(1.Us, "notifier", At(2), new Notify(condition));
        FindingsOfRun().ShouldBe(0);
    }

    [Fact]
    public void A_permit_tells_what_was_done_before_it_was_given()
    {
        var full = new Semaphore(bench.Machine, permits: 1, initial: 0);
        bench.Start("consumer", new Acquire(full), At(1));
        bench.StartAt(1.Us, "producer", At(2), new Release(full));
        FindingsOfRun().ShouldBe(0);
        bench.StartAt(2.Us, "other", At(3));
        FindingsOfRun().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void A_child_comes_after_its_birth_and_before_its_join(bool joins, int expected)
    {
        bench.Start("parent", At(1), new Spawn(new Program("child", At(2))),
            joins ? new Join() : new Compute(1.Us), At(3));
        FindingsOfRun().ShouldBe(expected);
    }

    [Fact]
    public void Children_are_not_ordered_among_themselves_although_one_gets_the_number_of_the_other()
    {
        var child = new Program("child", At(1));
        bench.Start("parent", new Spawn(child), new Sleep(1.Us), new Spawn(child), new Sleep(1.Us));
        FindingsOfRun().ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Methods_join_each_other_too(bool joins, int expected)
    {
        bench.Process.Thread("parent", async self =>
        {
            await x.Set(self, value => value + 1);
            var child = await self.Spawn("child", async other => await x.Set(other, value => value + 1));
            if (joins) await self.Join(child);
            else await self.Sleep(1.Us);
            await x.Set(self, value => value + 1);
        });
        FindingsOfRun().ShouldBe(expected);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void What_a_sequence_lock_makes_read_again_does_not_race(bool isUnderIt, int expected)
    {
        var sequence = new SequenceLock(bench.Machine);
        Operation[] reads = [new If((Formula)x > 0, [])];
        bench.Start("writer", new Repeat(3, [new WriteLock(sequence, [At(1)]), new Compute(3.Ns)]));
        bench.Start("reader", new Repeat(3, isUnderIt ? [new ReadLock(sequence, reads)] : reads));
        FindingsOfRun().ShouldBe(expected);
    }

    [Fact]
    public void Each_process_and_each_thread_has_its_own_variables()
    {
        var own = new Variable(bench.Machine, "own", of: VariableOwner.Thread);
        var program = new Program("job", new Set(own, (Formula)own + 1, 1.Ns));
        bench.Machine.Start(bench.Process, "one", program, count: 2);
        bench.Start("one of this", At(1));
        bench.Machine.Start(bench.Machine.Process("other"), "one of that", new Program("job", At(1)));
        FindingsOfRun().ShouldBe(0);
    }

    Set At(int line) => new(x, 1, 0.Ns) { Source = new("s.yaml", line, 1) };

    long FindingsOfRun()
    {
        bench.Run();
        return races.Count;
    }
}
