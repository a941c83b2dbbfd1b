using System.Threading;
using Timeslice.Des;
using Timeslice.Kernel.RealTime;

namespace Timeslice.Tests.Theory.RealTime;

/// What no analysis may hang or overflow on: it says "unknown", or what it knows.
public class HostileTaskSets
{
    /// A load of 1 − 2e-18, mostly in jobs of one nanosecond: the busy period lasts for years.
    static readonly PeriodicTask[] NearlyFull =
    [
        new("rest", 166_666_666_666_666_665 * 1.Ns, 1_000_000_000.S),
        new("other", 1.Ns, 3.Ns, deadline: 1_000_000_000.S), new("one", 1.Ns, 2.Ns, deadline: 1_000_000_000.S),
    ];

    static readonly Duration Prime = 9_223_372_036_854_775_783 * 1.Ns;

    [Fact(Timeout = 20_000)]
    public Task A_busy_period_of_years_is_unknown_soon() => Soon(() =>
    {
        FixedPriority.Responses(NearlyFull)[^1].ShouldBe(new(NearlyFull[^1], null, Verdict.Unknown));
        EdfResponses.Of(NearlyFull)[^1].ShouldBe(new(NearlyFull[^1], null, Verdict.Unknown));
        PeriodicTask[] early = [.. NearlyFull.Select(task => task with { Deadline = task.Period - 1.Ns })];
        ProcessorDemand.Judge(early).ShouldBe(new(Verdict.Unknown, null));
    }, TestContext.Current.CancellationToken);

    [Fact(Timeout = 20_000)]
    public Task A_thousand_periods_that_share_no_divisor_are_decided_or_unknown_soon() => Soon(() =>
    {
        PeriodicTask[] tasks = [.. Enumerable.Range(0, 1_000).Select(i =>
            new PeriodicTask($"{i}", 100_000_000_000_000 * 1.Ns, Prime - 1_000_003L * i * i * 1.Ns))];
        LiuLayland.Judge(tasks);
        Hyperbolic.Judge(tasks);
        FixedPriority.Responses(tasks);
        ProcessorDemand.Judge(tasks);
        EdfResponses.Of(tasks);
        GoossensFunkBaruah.Judge(tasks, 4);
        DeviAnderson.Tardiness(tasks, 4);
    }, TestContext.Current.CancellationToken);

    [Fact(Timeout = 20_000)]
    public Task Fifty_thousand_tasks_are_decided_or_unknown_soon() => Soon(() =>
    {
        PeriodicTask[] tasks =
            [.. Enumerable.Range(0, 50_000).Select(i => new PeriodicTask($"{i}", 9.Us, 1.S + i % 9 * 1.Ms))];
        ProcessorDemand.Judge(tasks).Verdict.ShouldBe(Verdict.Schedulable);
        FixedPriority.Responses(tasks)[0].Worst.ShouldBe(9.Us);
        LiuLayland.Judge(tasks);
        Hyperbolic.Judge(tasks);
        EdfResponses.Of(tasks);
        GoossensFunkBaruah.Judge(tasks, 4).ShouldBe(Verdict.Schedulable);
        DeviAnderson.Tardiness(tasks, 4).ShouldNotBeNull();
    }, TestContext.Current.CancellationToken);

    [Fact(Timeout = 20_000)]
    public Task The_longest_times_there_are_do_not_overflow() => Soon(() =>
    {
        PeriodicTask[] tasks =
        [
            new("all", Duration.Max, Duration.Max, Duration.Max, Duration.Max, Duration.Max),
            new("short", 1.Ns, 1.Ns, Duration.Max, Duration.Max, Duration.Max),
            new("soon", 1.Ns, Prime, 1.Ns, Duration.Max, Duration.Max),
        ];
        foreach (var set in (PeriodicTask[][])[tasks, [tasks[0]], [tasks[1]], [tasks[2]], [tasks[2], tasks[2]]])
        {
            FixedPriority.Responses(set);
            ProcessorDemand.Judge(set);
            EdfResponses.Of(set);
            GoossensFunkBaruah.Judge(set, int.MaxValue);
            LiuLayland.Judge(set);
            Hyperbolic.Judge(set);
        }
        DeviAnderson.Tardiness([new("", Duration.Max, Duration.Max), new("", Duration.Max, Duration.Max)], 2);
    }, TestContext.Current.CancellationToken);

    [Fact]
    public void An_analysis_that_reaches_its_limit_says_unknown_and_not_a_bound()
    {
        var tasks = TaskSet.Of((3, 7), (3, 12), (5, 20));
        FixedPriority.Responses(tasks, terms: 10)[^1].ShouldBe(new(tasks[^1], null, Verdict.Unknown));
        EdfResponses.Of(tasks, terms: 10)[^1].ShouldBe(new(tasks[^1], null, Verdict.Unknown));
        var tight = TaskSet.WithDeadlines((2, 6, 4), (2, 8, 5), (3, 9, 7));
        ProcessorDemand.Judge(tight, terms: 5).ShouldBe(new(Verdict.Unknown, null));
    }

    [Fact]
    public void A_task_that_is_listed_twice_is_two_tasks()
    {
        var task = new PeriodicTask("twin", 1.Ms, 4.Ms);
        FixedPriority.Responses([task, task]).Select(bound => bound.Worst).ShouldBe([1.Ms, 2.Ms]);
        EdfResponses.Of([task, task]).Select(bound => bound.Worst).ShouldBe([2.Ms, 2.Ms]);
    }

    static Task Soon(Action analyses, CancellationToken cancellation) => Task.Run(analyses, cancellation);
}
