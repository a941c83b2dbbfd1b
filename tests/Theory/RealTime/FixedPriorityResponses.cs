using Timeslice.Des;
using Timeslice.Kernel.RealTime;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Theory.RealTime;

public class FixedPriorityResponses
{
    static readonly Comparison<TickSimulator.Job> MostUrgent = (a, b) => a.Task.CompareTo(b.Task);

    /// Burns and Wellings, "Real-Time Systems and Programming Languages": a load of 13/14.
    [Fact]
    public void Burns_and_Wellings_three_tasks_respond_in_3_6_and_20() =>
        Worst(TaskSet.Of((3, 7), (3, 12), (5, 20))).ShouldBe([3, 6, 20]);

    /// Their other one: harmonic periods and a load of 1, which no utilization bound of rate monotony takes.
    [Fact]
    public void Harmonic_tasks_fill_the_CPU()
    {
        var tasks = TaskSet.Of((5, 20), (10, 40), (40, 80));
        Load.Of(tasks).ShouldBe(Load.Full);
        Worst(tasks).ShouldBe([5, 15, 80]);
        Hyperbolic.Judge(tasks).ShouldBe(Verdict.Unknown);
    }

    /// Their set that misses, at a load of 0.82: (12, 50) alone in last place responds too late.
    [Fact]
    public void A_task_that_misses_is_named_with_its_response()
    {
        var bounds = FixedPriority.Responses(TaskSet.Of((10, 30), (10, 40), (12, 50)));
        bounds.Select(bound => bound.Worst).ShouldBe([10.Ns, 20.Ns, 52.Ns]);
        bounds.Select(bound => bound.Verdict)
            .ShouldBe([Verdict.Schedulable, Verdict.Schedulable, Verdict.NotSchedulable]);
    }

    /// Buttazzo, "Hard Real-Time Computing Systems", the example of response-time analysis.
    [Fact]
    public void Buttazzos_four_tasks_respond_in_1_2_4_and_10() =>
        Worst(TaskSet.WithDeadlines((1, 4, 3), (1, 5, 4), (2, 6, 5), (1, 11, 10))).ShouldBe([1, 2, 4, 10]);

    /// Lehoczky 1990: the first job responds in 114, and yet that is not the worst.
    [Fact]
    public void Lehoczkys_fifth_job_is_the_worst()
    {
        var tasks = TaskSet.WithDeadlines((26, 70, 70), (62, 100, 118));
        var jobs = new TickSimulator(tasks) { Order = MostUrgent, FirstArrival = _ => 0 }.RunToIdle(end: 700);
        jobs.Where(job => job.Task == 1).Select(job => job.End - job.Arrival)
            .ShouldBe([114L, 102, 116, 104, 118, 106, 94]);
        Worst(tasks).ShouldBe([26, 118]);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2)]
    public void The_worst_response_is_that_of_the_first_busy_period_when_all_begin_at_once(int deadlines)
    {
        foreach (var seed in Cases.Seeds(2_000)) Check(seed, TaskSet.Random(seed, (Deadlines)deadlines));
    }

    [Fact]
    public void So_it_is_with_jitter_and_blocking()
    {
        foreach (var seed in Cases.Seeds(2_000))
            Check(seed, TaskSet.Random(seed, Deadlines.Arbitrary, disturbed: true));
    }

    /// Whatever the first arrivals and the delays: each begins somewhere in its period, a job now and then later.
    [Fact]
    public void No_other_arrivals_are_worse()
    {
        foreach (var seed in Cases.Seeds(2_000))
        {
            var tasks = TaskSet.Random(seed, Deadlines.Arbitrary);
            var random = new RandomStream(seed, 0, "offsets");
            var offsets = tasks.Select(task => (long)(random.NextUniform() * task.Period.Nanoseconds)).ToArray();
            var jobs = new TickSimulator(tasks) { Order = MostUrgent, FirstArrival = i => offsets[i] }.Run(400);
            var bounds = FixedPriority.Responses(tasks);
            for (var i = 0; i < tasks.Length; i++)
                TickSimulator.Worst(jobs, i).ShouldBeLessThanOrEqualTo(bounds[i].Worst!.Value.Nanoseconds,
                    $"seed {seed}, task {i}: {TaskSet.Text(tasks)}");
        }
    }

    [Fact]
    public void Below_an_overload_nobody_has_a_longest_response()
    {
        var bounds = FixedPriority.Responses(TaskSet.Of((1, 2), (2, 3), (1, 1_000_000)));
        bounds.Select(bound => (bound.Worst, bound.Verdict)).ShouldBe(
            [(1.Ns, Verdict.Schedulable), (null, Verdict.NotSchedulable), (null, Verdict.NotSchedulable)]);
    }

    /// A load of 1 with jitter: the busy period never ends, yet a lone task responds within C + J.
    [Fact]
    public void A_busy_period_without_end_has_a_longest_response_all_the_same()
    {
        var bound = FixedPriority.Responses([TaskSet.Task(0, 5, 5, 9, jitter: 3)]).Single();
        (bound.Worst, bound.Verdict).ShouldBe((8.Ns, Verdict.Schedulable));
    }

    [Fact]
    public void No_tasks_meet_all_deadlines() =>
        ResponseBound.Together(FixedPriority.Responses([])).ShouldBe(Verdict.Schedulable);

    static IEnumerable<long> Worst(PeriodicTask[] tasks) =>
        FixedPriority.Responses(tasks).Select(bound => bound.Worst!.Value.Nanoseconds);

    /// Each task with those more urgent, just after something less urgent began: with a load of 1 for long enough
    /// that all repeats, else until the CPU is idle.
    static void Check(ulong seed, PeriodicTask[] tasks)
    {
        var bounds = FixedPriority.Responses(tasks);
        for (var i = 0; i < tasks.Length; i++)
        {
            var jobs = new TickSimulator(tasks[..(i + 1)])
            {
                Order = MostUrgent,
                FirstArrival = task => -tasks[task].Jitter.Nanoseconds,
                Blocked = tasks[i].Blocking.Nanoseconds,
            }.RunToIdle(Load.Of(tasks[..(i + 1)]) == Load.Full ? 500 : long.MaxValue);
            bounds[i].Worst!.Value.Nanoseconds
                .ShouldBe(TickSimulator.Worst(jobs, i), $"seed {seed}, task {i}: {TaskSet.Text(tasks)}");
            bounds[i].Verdict.ShouldBe(
                bounds[i].Worst <= tasks[i].Deadline ? Verdict.Schedulable : Verdict.NotSchedulable);
        }
    }
}
