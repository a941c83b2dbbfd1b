using static Timeslice.Tests.Reference.Step;

namespace Timeslice.Tests.Reference;

/// The locks of the reference alone, on schedules that can be counted on fingers: when each thread exits.
public class TheLocksOfTheReference
{
    static readonly LockPlan mutex = 0, barging = mutex with { IsBarging = true }, spinning = mutex with { Spin = 3 };

    [Fact] // one has it to 5 and wants it again at once, the other comes at 1
    public void Handed_off_it_goes_to_who_waits_and_barging_to_who_comes()
    {
        Step[] twice = [Lock(0), Compute(5), Unlock(0), Lock(0), Compute(5), Unlock(0)];
        Step[] once = [Compute(1), Lock(0), Compute(2), Unlock(0)];
        Exits(2, mutex, twice, once).ShouldBe([12, 7]);
        Exits(2, barging, twice, once).ShouldBe([10, 12]);
    }

    [Fact] // held to 9; they come at 1, 2, 3
    public void The_order_of_the_line_says_who_is_first()
    {
        var threads = new[] { 0, 5, 1, 3 }.Select((priority, i) =>
            new Starter(0, i, Lock(0), Compute(9), Unlock(0)) { Claims = new(Priority: priority) }).ToArray();
        Of(4, mutex, threads).ShouldBe([9, 18, 27, 36]);
        Of(4, mutex with { Turn = Turn.Lifo }, threads).ShouldBe([9, 36, 27, 18]);
        Of(4, mutex with { Turn = Turn.Priority }, threads).ShouldBe([9, 18, 36, 27]);
    }

    [Fact] // spins from 1 to 4; given back at 3 it takes it spinning, given back at 6 it has parked
    public void Who_spins_takes_it_without_leaving_its_cpu()
    {
        Step[] comes = [Compute(1), Lock(0), Unlock(0), Exit()];
        var short_ = Run(2, spinning, new(), new(0, 0, Lock(0), Compute(3), Unlock(0)), new(1, 0, comes));
        short_["running in user mode", 1].ShouldBe(3);
        short_["voluntary switches", 0].ShouldBe(0);
        var long_ = Run(2, spinning, new(), new(0, 0, Lock(0), Compute(6), Unlock(0)), new(1, 0, comes));
        long_["running in user mode", 1].ShouldBe(4);
        long_["voluntary switches", 0].ShouldBe(1);
        long_["exit of thread", 1].ShouldBe(6);
    }

    [Fact]
    public void What_is_waited_for_with_a_limit_is_given_up() =>
        Exits(2, mutex, [Lock(0), Compute(9), Unlock(0)], [With(0, Compute(1)).Or(4, Compute(2))]).ShouldBe([9, 6]);

    [Fact]
    public void What_is_tried_is_not_waited_for() =>
        Exits(2, mutex, [Lock(0), Compute(9), Unlock(0)], [TryLock(0, Compute(1)).Or(0, Compute(2))]).ShouldBe([9, 2]);

    [Fact]
    public void A_robust_mutex_outlives_its_owner()
    {
        Step[] dies = [Lock(0), Compute(3)];
        Exits(2, mutex with { IsRobust = true }, dies, [Lock(0), Compute(1), Unlock(0)]).ShouldBe([3, 4]);
        Exits(2, mutex, dies, [Lock(0), Compute(1), Unlock(0)]).ShouldBe([3, -1]);
    }

    [Fact]
    public void A_recursive_mutex_is_given_back_as_often_as_it_was_taken()
    {
        Step[] twice = [Lock(0), Lock(0), Compute(3), Unlock(0), Compute(3), Unlock(0)];
        Exits(2, mutex with { IsRecursive = true }, twice, [Lock(0), Unlock(0)]).ShouldBe([6, 6]);
        Run(2, mutex, new(), new Starter(0, 0, twice))["deadlock is a cycle", 0].ShouldBe(1);
    }

    [Fact] // readers at 0 and 2, a writer at 1: each has it for 5
    public void Who_is_preferred_goes_first()
    {
        Step[] reads = [ReadLock(0), Compute(5), Unlock(0)], writes = [WriteLock(0), Compute(5), Unlock(0)];
        Starter[] threads = [new(0, 0, reads), new(0, 1, writes), new(0, 2, reads), new(0, 6, reads)];
        LockPlan Plan(Preferred preferred) => new(LockKind.ReadWriteLock) { Preferred = preferred };
        Of(4, Plan(Preferred.None), threads).ShouldBe([5, 10, 15, 15]);
        Of(4, Plan(Preferred.Reader), threads).ShouldBe([5, 11 + 5, 7, 11]);
        Of(4, Plan(Preferred.Writer), threads).ShouldBe([5, 10, 15, 15]);
    }

    [Fact] // who waits has the mutex again when who told it has given it back
    public void A_condition_is_waited_for_without_the_mutex_and_left_with_it()
    {
        foreach (var morphs in (bool[])[false, true])
            Exits(2, [mutex, new(LockKind.Condition, 0) { Morphs = morphs }],
                [With(0, Wait(1), Compute(1))],
                [Compute(2), With(0, Notify(1), Compute(4))]).ShouldBe([7, 6]);
    }

    [Fact]
    public void A_condition_may_be_waited_for_with_a_limit() =>
        Exits(1, [mutex, new(LockKind.Condition, 0)], [With(0, Wait(1) with { Timeout = 4 }, Compute(1))])
            .ShouldBe([5]);

    [Fact]
    public void Nobody_passes_a_barrier_before_all_have_come() =>
        Exits(3, new LockPlan(LockKind.Barrier, 3),
                [Arrive(0), Compute(1)], [Compute(4), Arrive(0)], [Compute(2), Arrive(0)])
            .ShouldBe([5, 4, 4]);

    [Fact]
    public void A_latch_opens_when_enough_have_arrived() =>
        Exits(2, new LockPlan(LockKind.Latch, 2),
                [Wait(0), Compute(1)], [Arrive(0), Compute(4), Arrive(0), Compute(3), Wait(0)])
            .ShouldBe([5, 7]);

    [Fact]
    public void What_is_done_once_is_waited_for() =>
        Exits(3, new LockPlan(LockKind.Once),
                [Once(0, Compute(5))], [Once(0, Compute(5)), Compute(1)], [Compute(9), Once(0)])
            .ShouldBe([5, 6, 9]);

    [Fact] // with two who spin: (2 + 1) / 2 lines, then (1 + 1) / 2
    public void A_spin_lock_is_handed_on_in_turn_and_costs_more_the_more_want_it()
    {
        Starter[] threads = [.. Enumerable.Range(0, 3).Select(i => new Starter(0, i, Lock(0), Compute(10), Unlock(0)))];
        var prices = new Prices(CacheLine: 4);
        LockPlan Plan(Spinning spinning) => new(LockKind.SpinLock) { Spinning = spinning };
        Run(3, Plan(Spinning.Ticket), prices, threads).Of("exit of thread").ShouldBe([10, 10 + 6 + 10, 26 + 4 + 10]);
        Run(3, Plan(Spinning.Mcs), prices, threads).Of("exit of thread").ShouldBe([10, 10 + 4 + 10, 24 + 4 + 10]);
    }

    [Fact] // reads from 0 to 4 and again to 8; written from 3 to 5, then it reads from 8 to 12
    public void Who_reads_while_somebody_writes_reads_again() =>
        Exits(2, new LockPlan(LockKind.SequenceLock), [ReadAgain(0, Compute(4))], [Compute(3), With(0, Compute(2))])
            .ShouldBe([12, 5]);

    [Fact]
    public void Every_kind_is_met_in_every_way()
    {
        var seen = new HashSet<(LockKind, long)>();
        foreach (var kind in Enum.GetValues<LockKind>())
            foreach (var seed in Cases.Seeds(300))
                seen.Add((kind, NaiveKernel.Run(RandomLocks.Draw(seed, kind))["ending", 0]));
        seen.Count(s => s.Item2 == 0).ShouldBe(9);
        seen.Count(s => s.Item2 == 3).ShouldBe(9);
    }

    static long[] Exits(int cpus, LockPlan plan, params Step[][] threads) => Exits(cpus, [plan], threads);

    static long[] Exits(int cpus, LockPlan[] plans, params Step[][] threads) =>
        [.. NaiveKernel.Run(new(cpus, Policy.Fcfs, new(), plans, 1000, [.. threads.Select(t => new Starter(0, 0, t))]))
            .Of("exit of thread")];

    static long[] Of(int cpus, LockPlan plan, Starter[] threads) =>
        [.. Run(cpus, plan, new(), threads).Of("exit of thread")];

    static Outcome Run(int cpus, LockPlan plan, Prices prices, params Starter[] threads) =>
        NaiveKernel.Run(new(cpus, Policy.Fcfs, prices, [plan], 1000, threads));
}
