using Timeslice.Des;
using Timeslice.Kernel.RealTime;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Theory.RealTime;

public class EarliestDeadlineFirst
{
    static readonly Comparison<TickSimulator.Job> Earliest = (a, b) => a.Due.CompareTo(b.Due);

    [Fact]
    public void With_deadlines_as_periods_a_whole_CPU_is_enough_and_no_less()
    {
        foreach (var seed in Cases.Seeds(5_000))
        {
            var tasks = TaskSet.Random(seed, Deadlines.Periods, overload: true);
            ProcessorDemand.Judge(tasks).Verdict.ShouldBe(
                Load.Of(tasks) <= Load.Full ? Verdict.Schedulable : Verdict.NotSchedulable,
                $"seed {seed}: {TaskSet.Text(tasks)}");
        }
    }

    /// Buttazzo, "Hard Real-Time Computing Systems", the comparison of both at a load of 34/35.
    [Fact]
    public void EDF_meets_what_rate_monotonic_priorities_miss()
    {
        var tasks = TaskSet.Of((2, 5), (4, 7));
        ResponseBound.Together(FixedPriority.Responses(tasks)).ShouldBe(Verdict.NotSchedulable);
        ProcessorDemand.Judge(tasks).Verdict.ShouldBe(Verdict.Schedulable);
    }

    /// His example of the processor demand: (C, D, T) = (2, 4, 6), (2, 5, 8), (3, 7, 9).
    [Fact]
    public void Buttazzos_demand_stays_within_the_time()
    {
        var tasks = TaskSet.WithDeadlines((2, 6, 4), (2, 8, 5), (3, 9, 7));
        int[] deadlines = [4, 5, 7, 10, 13, 16, 21, 22];
        deadlines.Select(due => ProcessorDemand.At(tasks, due.Ns).Nanoseconds)
            .ShouldBe([2L, 4, 7, 9, 11, 16, 18, 20]);
        ProcessorDemand.Judge(tasks).ShouldBe(new(Verdict.Schedulable, null));
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2)]
    public void The_first_stretch_too_short_is_the_first_deadline_missed_when_all_begin_at_once(int deadlines)
    {
        var missed = 0;
        foreach (var seed in Cases.Seeds(2_000))
        {
            var tasks = TaskSet.Random(seed, (Deadlines)deadlines, overload: true);
            var miss = SimulatedMiss(tasks, task => 0);
            var bound = ProcessorDemand.Judge(tasks);
            (bound.FirstMiss?.Nanoseconds).ShouldBe(miss, $"seed {seed}: {TaskSet.Text(tasks)}");
            bound.Verdict.ShouldBe(miss is null ? Verdict.Schedulable : Verdict.NotSchedulable,
                $"seed {seed}: {TaskSet.Text(tasks)}");
            if (miss is not null) missed++;
        }
        missed.ShouldBeInRange(100, 1_900);
    }

    /// Jitter: what arrived before 0 begins at 0.
    [Fact]
    public void So_it_is_with_jitter()
    {
        foreach (var seed in Cases.Seeds(2_000))
        {
            PeriodicTask[] tasks = [.. TaskSet.Random(seed, Deadlines.Arbitrary, disturbed: true, overload: true)
                .Select(task => task with { Blocking = Duration.Zero })];
            var miss = SimulatedMiss(tasks, task => -tasks[task].Jitter.Nanoseconds);
            var bound = ProcessorDemand.Judge(tasks);
            (bound.FirstMiss?.Nanoseconds).ShouldBe(miss is < 0 ? 0 : miss, $"seed {seed}: {TaskSet.Text(tasks)}");
            bound.Verdict.ShouldBe(miss is null ? Verdict.Schedulable : Verdict.NotSchedulable,
                $"seed {seed}: {TaskSet.Text(tasks)}");
        }
    }

    /// Against all arrivals of the task itself while all others begin at once; equal deadlines are in its disfavour.
    [Theory]
    [InlineData(0), InlineData(1), InlineData(2)]
    public void The_worst_response_is_the_worst_over_all_first_arrivals(int deadlines)
    {
        var sets = 0;
        foreach (var seed in Cases.Seeds(7_000))
        {
            var tasks = TaskSet.Random(seed, (Deadlines)deadlines);
            if (tasks.Max(task => task.Period.Nanoseconds) > 15) continue;
            sets++;
            var bounds = EdfResponses.Of(tasks);
            for (var i = 0; i < tasks.Length; i++)
                bounds[i].Worst!.Value.Nanoseconds
                    .ShouldBe(SimulatedWorst(tasks, i), $"seed {seed}, task {i}: {TaskSet.Text(tasks)}");
        }
        sets.ShouldBeGreaterThan(2_000);
    }

    /// Two analyses that have nothing in common but the task model.
    [Theory]
    [InlineData(false), InlineData(true)]
    public void Responses_are_in_time_exactly_when_the_demand_is(bool disturbed)
    {
        var met = 0;
        foreach (var seed in Cases.Seeds(5_000))
        {
            var tasks = TaskSet.Random(seed, Deadlines.Arbitrary, disturbed, overload: true);
            if (disturbed) tasks = [.. tasks.Select(task => task with { Deadline = 2 * task.Deadline })];
            var verdict = ResponseBound.Together(EdfResponses.Of(tasks));
            verdict.ShouldBe(ProcessorDemand.Judge(tasks).Verdict, $"seed {seed}: {TaskSet.Text(tasks)}");
            if (verdict == Verdict.Schedulable) met++;
        }
        met.ShouldBeInRange(500, 4_500);
    }

    [Fact]
    public void No_tasks_meet_all_deadlines()
    {
        ProcessorDemand.Judge([]).Verdict.ShouldBe(Verdict.Schedulable);
        EdfResponses.Of([]).ShouldBeEmpty();
    }

    static long? SimulatedMiss(PeriodicTask[] tasks, Func<int, long> firstArrival)
    {
        // All repeats by 500; what is overloaded, by 1/120 at least, misses a deadline by 20 000.
        return MissBy(500) ?? (Load.Of(tasks) > Load.Full ? MissBy(20_000) : null);

        long? MissBy(long end) => TickSimulator.FirstMiss(
            new TickSimulator(tasks) { Order = Earliest, FirstArrival = firstArrival }.RunToIdle(end), end);
    }

    static long SimulatedWorst(PeriodicTask[] tasks, int own) => Enumerable
        .Range(0, (int)tasks[own].Period.Nanoseconds)
        .Max(offset => TickSimulator.Worst(new TickSimulator(tasks)
        {
            Order = (a, b) => (a.Due, a.Task == own).CompareTo((b.Due, b.Task == own)),
            FirstArrival = task => task == own ? offset : 0,
        }.Run(200), own));
}
