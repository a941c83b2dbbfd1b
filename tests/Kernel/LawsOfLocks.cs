using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;
using Lock = Timeslice.Kernel.Programs.Lock;
using Priority = Timeslice.Kernel.Scheduling.Priority;

namespace Timeslice.Tests.Kernel;

/// Each kind of lock on a schedule that can be counted on fingers.
public class LawsOfLocks
{
    readonly Bench bench = new(new Fcfs(), cpus: 4);

    [Fact]
    public void Hand_off_keeps_newcomers_out_and_barging_lets_them_in()
    {
        // One CPU. The first holds to 1 ms, and asks again at once; the second waits since 0.
        Order(ReleaseRule.HandOff).ShouldBe([2, 3]);
        Order(ReleaseRule.Barging).ShouldBe([3, 2]);

        static double[] Order(ReleaseRule release)
        {
            var single = new Bench(new RoundRobin(500.Us));
            var door = single.Machine.Add("door", new Mutex(release: release));
            var hold = new With(door, [new Compute(1.Ms)]);
            var first = single.Start("first", hold, hold);
            var second = single.Start("second", hold);
            single.Run().Reason.ShouldBe(EndReason.Done);
            return [second.Turnaround.Mean * 1e3, first.Turnaround.Mean * 1e3];
        }
    }

    [Fact]
    public void A_thread_that_spins_long_enough_never_leaves_its_cpu()
    {
        var door = bench.Machine.Add("door", new Mutex(spin: 2.Ms));
        bench.Start("holder", new With(door, [new Compute(1.Ms)]));
        var spinner = bench.Start("spinner", new With(door, [new Compute(1.Ms)]));
        bench.Run();
        spinner.CpuTime.ShouldBe(2.Ms);
        (door.SpinTime, door.HandOffs, door.Contended).ShouldBe((1.Ms, 0, 1));
        door.Wait.Max.ShouldBe(1.Ms);
    }

    [Fact]
    public void A_thread_whose_spinning_is_used_up_blocks()
    {
        var door = bench.Machine.Add("door", new Mutex(spin: 300.Us));
        bench.Start("holder", new With(door, [new Compute(1.Ms)]));
        var spinner = bench.Start("spinner", new With(door, [new Compute(1.Ms)]));
        bench.Run();
        (spinner.CpuTime, door.SpinTime, door.HandOffs).ShouldBe((1300.Us, 300.Us, 1));
        spinner.Turnaround.Max.ShouldBe(2.Ms);
    }

    [Theory, InlineData(SpinKind.TestAndSet, 3), InlineData(SpinKind.Ticket, 1.5), InlineData(SpinKind.Mcs, 1)]
    public void A_spin_lock_goes_over_after_as_many_ways_of_its_line_as_its_kind_makes(SpinKind kind, double ways)
    {
        // The second and the third spin when the first gives it back at 1 ms: k = 2. Then one spins: k = 1.
        var costs = CostProfiles.Free with { CacheLine = 10.Us };
        var dear = new Bench(new Fcfs(), cpus: 3, costs);
        var door = dear.Machine.Add("door", new SpinLock(kind));
        for (var i = 1; i <= 3; i++) dear.Start($"thread {i}", new Lock(door), new Compute(1.Ms), new Unlock(door));
        dear.Run();
        var last = kind == SpinKind.TestAndSet ? 2 : 1;
        dear.Machine.LastExit.ShouldBe(Instant.Start + 3.Ms + ((int)(ways * 10) + last * 10).Us);
    }

    [Fact]
    public void Who_gives_up_goes_on_without_at_the_very_time()
    {
        var door = bench.Machine.Add("door", new Mutex());
        bench.Start("holder", new With(door, [new Compute(9.Ms)]));
        var polite = bench.Start("polite", new With(door, [], timeout: 2.Ms, @else: [new Compute(1.Ms)]));
        var hasty = bench.Start("hasty", new TryLock(door, [], @else: [new Compute(1.Ms)]));
        bench.Run();
        (polite.Turnaround.Max, hasty.Turnaround.Max, door.TimeOuts).ShouldBe((3.Ms, 1.Ms, 2));
    }

    [Fact]
    public void A_robust_mutex_outlives_its_owner_and_tells_the_next()
    {
        var door = bench.Machine.Add("door", new Mutex(robust: true));
        var told = new Variable(bench.Machine, "told");
        var other = bench.Machine.Process("other");
        bench.Machine.Start(other, "mortal", new Program("mortal", new Lock(door), new Compute(1.Ms), new Exit()));
        bench.Start("heir", new Sleep(500.Us), new Lock(door, @as: told), new Unlock(door));
        bench.Run().Reason.ShouldBe(EndReason.Done);
        told.In(bench.Process).ShouldBe((long)Outcome.OwnerDied);
        bench.Machine.Findings.Single().ShouldContain("exits while it holds door; the next to lock it is told");
    }

    [Fact]
    public void A_recursive_mutex_is_free_when_unlocked_as_often_even_across_a_wait()
    {
        var door = bench.Machine.Add("door", new Mutex(recursive: true));
        var bell = bench.Machine.Add("bell", new Condition(door));
        bench.Start("owner", new Lock(door), new Lock(door), new Wait(bell), new Unlock(door), new Compute(1.Ms),
            new Unlock(door));
        bench.Start("ringer", new Compute(1.Ms), new With(door, [new Notify(bell)]));
        var third = bench.Start("third", new Compute(1100.Us), new With(door, []));
        bench.Run().Reason.ShouldBe(EndReason.Done);
        third.Turnaround.Max.ShouldBe(2.Ms);
    }

    [Theory, InlineData(Protocol.Ceiling), InlineData(Protocol.Inherit)]
    public void Who_goes_from_a_condition_to_a_free_mutex_never_stands_in_its_line(Protocol protocol)
    {
        var single = new Bench(new Priority());
        var door = single.Machine.Add("door", new Mutex(LineOrder.Priority, protocol: protocol));
        var bell = single.Machine.Add("bell", new Condition(door, morphing: true));
        var waiter = single.Start("waiter", new With(door, [new Wait(bell, timeout: 1.Ms), new Compute(1.Ms)]));
        single.Machine.Start(single.Process, "other", new Program("other", new Sleep(1500.Us), new With(door, [])),
            terms: new() { Priority = 9 });
        single.Run().Reason.ShouldBe(EndReason.Done);
        waiter.Turnaround.Max.ShouldBe(2.Ms);
    }

    [Fact]
    public void With_morphing_who_is_notified_is_not_woken_only_to_block()
    {
        Switches(morphing: false).ShouldBe(Switches(morphing: true) + 1);

        static long Switches(bool morphing)
        {
            var pair = new Bench(new Fcfs(), cpus: 2);
            var door = pair.Machine.Add("door", new Mutex());
            var bell = pair.Machine.Add("bell", new Condition(door, morphing));
            pair.Start("waiter", new With(door, [new Wait(bell)]));
            pair.Start("ringer", new Compute(1.Ms), new With(door, [new Notify(bell), new Compute(1.Ms)]));
            pair.Run().Reason.ShouldBe(EndReason.Done);
            return pair.Machine.Switches.Voluntary;
        }
    }

    [Fact]
    public void A_notification_that_nobody_waits_for_is_lost()
    {
        var door = bench.Machine.Add("door", new Mutex());
        var bell = bench.Machine.Add("bell", new Condition(door));
        bench.Start("ringer", new Notify(bell));
        bench.Start("late", new Compute(1.Ms), new With(door, [new Wait(bell)]));
        bench.Run().Reason.ShouldBe(EndReason.Deadlock);
        (bell.Lost, bench.Machine.Deadlock!.IsCycle).ShouldBe((1, false));
    }

    [Fact]
    public void A_lock_is_given_back_when_a_loop_is_left_from_within()
    {
        var door = bench.Machine.Add("door", new Mutex());
        bench.Start("hasty", new Forever([new With(door, [new Break()])]), new Compute(1.Ms));
        bench.Start("other", new Sleep(500.Us), new With(door, []));
        bench.Run().Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void A_reader_of_a_sequence_lock_reads_again_what_was_written_meanwhile()
    {
        var page = bench.Machine.Add("page", new SequenceLock());
        bench.Start("writer", new Compute(1.Ms), new WriteLock(page, [new Compute(1.Ms)]));
        // Reads from 0 to 1.5, torn; to 3, torn, for it began while the writer was at work; to 4.5.
        var reader = bench.Start("reader", new ReadLock(page, [new Compute(1500.Us)]));
        bench.Run();
        (page.Retries, page.Reads, reader.Turnaround.Max).ShouldBe((2, 1, 4500.Us));
    }

    [Fact]
    public void The_body_of_once_is_done_once_and_the_others_wait_for_it()
    {
        var setup = bench.Machine.Add("setup", new Timeslice.Kernel.Locks.Once());
        var first = bench.Start("first", new Timeslice.Kernel.Programs.Once(setup, [new Compute(2.Ms)]));
        var second = bench.Start("second", new Timeslice.Kernel.Programs.Once(setup, [new Compute(2.Ms)]));
        bench.Run();
        (first.Turnaround.Max, second.Turnaround.Max, second.CpuTime).ShouldBe((2.Ms, 2.Ms, Duration.Zero));
    }

    [Theory, InlineData(Protocol.None, 62), InlineData(Protocol.Inherit, 12), InlineData(Protocol.Ceiling, 12)]
    public void Inheritance_and_ceilings_end_the_inversion(Protocol protocol, int done)
    {
        var machine = new Machine(new Simulation(1), 1, new Priority());
        var door = machine.Add("door", new Mutex(protocol: protocol));
        var app = machine.Process("app");
        Start("low", 1, 0.Ms, new With(door, [new Compute(12.Ms)]));
        Start("middle", 2, 2.Ms, new Compute(50.Ms));
        var high = Start("high", 3, 1.Ms, new With(door, [new Compute(1.Ms)]));
        machine.Run();
        high.Turnaround.Max.ShouldBe(done.Ms);

        ThreadClass Start(string name, int priority, Duration at, params Operation[] does) => machine.Start(
            app, name, new Program(name, does), at: Instant.Start + at, terms: new() { Priority = priority });
    }

    [Fact]
    public void What_is_inherited_goes_along_a_chain_of_owners()
    {
        // low owns a; middle owns b and waits for a; high waits for b: low runs before the busy one of priority 3.
        var machine = new Machine(new Simulation(1), 1, new Priority());
        var a = machine.Add("a", new Mutex(protocol: Protocol.Inherit));
        var b = machine.Add("b", new Mutex(protocol: Protocol.Inherit));
        var app = machine.Process("app");
        Start("low", 1, 0, new With(a, [new Compute(10.Ms)]));
        Start("middle", 2, 1, new With(b, [new With(a, [new Compute(1.Ms)])]));
        Start("busy", 3, 3, new Compute(50.Ms));
        var high = Start("high", 4, 2, new With(b, [new Compute(1.Ms)]));
        machine.Run();
        high.Turnaround.Max.ShouldBe(10.Ms);

        ThreadClass Start(string name, int priority, int at, params Operation[] does) => machine.Start(
            app, name, new Program(name, does), at: Instant.Start + at.Ms, terms: new() { Priority = priority });
    }

    [Fact]
    public void Spinners_that_nobody_will_serve_are_stuck_and_the_run_ends()
    {
        var door = bench.Machine.Add("door", new SpinLock());
        bench.Start("thief", new Lock(door));
        bench.Start("victim", new Compute(1.Ms), new Lock(door));
        bench.Run().Reason.ShouldBe(EndReason.Deadlock);
        bench.Machine.Deadlock!.At.ShouldBe(Instant.Start + 1.Ms);
    }
}
