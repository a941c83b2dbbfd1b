using Timeslice.Des;
using Timeslice.Kernel.RealTime;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Theory.RealTime;

public class LawsOfUtilization
{
    [Theory]
    [InlineData(1, 1.0), InlineData(2, 0.828), InlineData(3, 0.780), InlineData(4, 0.757), InlineData(5, 0.743)]
    [InlineData(10, 0.718), InlineData(1_000_000, 0.693)]
    public void The_bound_of_Liu_and_Layland_is_as_published(int tasks, double bound) =>
        LiuLayland.Bound(tasks).ShouldBe(bound, 0.0005);

    [Fact]
    public void The_bound_of_no_tasks_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => LiuLayland.Bound(0));

    /// 0.41421356 each is just below 2 (√2 − 1) together, 0.41421357 just above.
    [Theory]
    [InlineData(41_421_356, Verdict.Schedulable), InlineData(41_421_357, Verdict.Unknown)]
    public void The_bound_is_decided_exactly(int wcet, Verdict verdict)
    {
        LiuLayland.Judge(TaskSet.Of((wcet, 100_000_000), (wcet, 100_000_000))).ShouldBe(verdict);
        Hyperbolic.Judge(TaskSet.Of((wcet, 100_000_000), (wcet, 100_000_000))).ShouldBe(verdict);
    }

    /// (1 + 1/2) (1 + 1/3) is exactly 2; 5/6 is above 0.828.
    [Fact]
    public void The_hyperbolic_bound_takes_sets_that_Liu_and_Layland_refuse()
    {
        var tasks = TaskSet.Of((1, 2), (1, 3));
        LiuLayland.Judge(tasks).ShouldBe(Verdict.Unknown);
        Hyperbolic.Judge(tasks).ShouldBe(Verdict.Schedulable);
        Hyperbolic.Judge(TaskSet.Of((100_000_000, 200_000_000), (100_000_001, 300_000_000))).ShouldBe(Verdict.Unknown);
    }

    [Fact]
    public void What_Liu_and_Layland_take_the_hyperbolic_bound_takes_and_rate_monotonic_priorities_meet()
    {
        var (liu, hyperbolic, met) = (0, 0, 0);
        foreach (var seed in Cases.Seeds(5_000))
        {
            var tasks = TaskSet.Random(seed, Deadlines.Periods, overload: true).RateMonotonic();
            var exact = ResponseBound.Together(FixedPriority.Responses(tasks));
            if (LiuLayland.Judge(tasks) == Verdict.Schedulable)
            {
                liu++;
                Hyperbolic.Judge(tasks).ShouldBe(Verdict.Schedulable, $"seed {seed}: {TaskSet.Text(tasks)}");
            }
            if (Hyperbolic.Judge(tasks) == Verdict.Schedulable)
            {
                hyperbolic++;
                exact.ShouldBe(Verdict.Schedulable, $"seed {seed}: {TaskSet.Text(tasks)}");
            }
            if (exact == Verdict.Schedulable) met++;
        }
        liu.ShouldBeGreaterThan(500);
        hyperbolic.ShouldBeGreaterThan(liu + 50);
        met.ShouldBeGreaterThan(hyperbolic + 500);
    }

    [Fact]
    public void The_load_is_an_exact_fraction()
    {
        var load = Load.Of(TaskSet.Of((3, 7), (3, 12), (5, 20)));
        load.ToString().ShouldBe("13/14");
        load.Value.ShouldBe(0.928571, 1e-6);
        Load.Of(TaskSet.Of((1, 3), (1, 3), (1, 3))).ShouldBe(Load.Full);
    }

    [Fact]
    public void A_load_of_many_digits_is_still_shown()
    {
        var tasks = Enumerable.Range(0, 300).Select(i => new PeriodicTask("", 1.Ms, (1_000_000_007L + 2 * i) * 1.Ns));
        Load.Of(tasks).Value.ShouldBe(0.3, 1e-4);
    }

    [Theory]
    [InlineData(0, 9, 9, 0, 0, "wcet"), InlineData(1, 0, 9, 0, 0, "period"), InlineData(1, 9, 0, 0, 0, "deadline")]
    [InlineData(1, 9, 9, -1, 0, "jitter"), InlineData(1, 9, 9, 0, -1, "blocking")]
    public void A_task_whose_times_make_no_sense_is_refused(int wcet, int period, int deadline, int jitter,
        int blocking, string parameter) => Should.Throw<ArgumentOutOfRangeException>(
            () => TaskSet.Task(0, wcet, period, deadline, jitter, blocking)).ParamName.ShouldBe(parameter);

    [Fact]
    public void A_deadline_is_the_period_unless_given() => new PeriodicTask("", 1.Ms, 5.Ms).Deadline.ShouldBe(5.Ms);

    [Fact]
    public void Two_switches_are_charged_to_each_job() =>
        TaskSet.Of((3, 7), (3, 12)).Charged(1.Ns).ShouldBe(TaskSet.Of((5, 7), (5, 12)));

    [Fact]
    public void Orders_of_priority_put_the_shortest_first_and_keep_equals_in_place()
    {
        var tasks = TaskSet.WithDeadlines((1, 9, 4), (1, 7, 5), (1, 9, 3), (1, 7, 5));
        tasks.RateMonotonic().ShouldBe([tasks[1], tasks[3], tasks[0], tasks[2]]);
        tasks.DeadlineMonotonic().ShouldBe([tasks[2], tasks[0], tasks[1], tasks[3]]);
    }
}
