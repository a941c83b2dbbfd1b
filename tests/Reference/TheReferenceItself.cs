using static Timeslice.Tests.Reference.Step;

namespace Timeslice.Tests.Reference;

/// The reference alone, on schedules that textbooks print or that can be counted on fingers.
public class TheReferenceItself
{
    // Of one kind each: the theory's data are public, kinds are not.
    static readonly Dictionary<string, Policy> policies = new()
    {
        ["fcfs"] = Policy.Fcfs, ["rr 1"] = Policy.RoundRobin(1), ["rr 4"] = Policy.RoundRobin(4),
        ["spn"] = new(Kind.Sjf), ["srt"] = new(Kind.Srtf), ["hrrn"] = new(Kind.Hrrn),
        ["feedback 1"] = new(Kind.Feedback, 1), ["feedback 2^i"] = new(Kind.Feedback, 1) { Growth = 2 },
    };

    [Theory] // Stallings, Operating Systems, table 9.5
    [InlineData("fcfs", 3, 7, 9, 12, 12)]
    [InlineData("rr 1", 4, 16, 13, 14, 7)]
    [InlineData("rr 4", 3, 15, 7, 14, 11)]
    [InlineData("spn", 3, 7, 11, 14, 3)]
    [InlineData("srt", 3, 13, 4, 14, 2)]
    [InlineData("hrrn", 3, 7, 9, 14, 7)]
    [InlineData("feedback 1", 4, 18, 12, 13, 3)]
    [InlineData("feedback 2^i", 4, 15, 14, 14, 6)]
    public void Stallings_five_processes(string policy, params int[] turnarounds)
    {
        var service = new[] { 3, 6, 4, 5, 2 };
        Turnarounds(policies[policy], [.. service.Select((time, i) => new Starter(0, 2 * i, Compute(time)))])
            .ShouldBe(turnarounds.Select(time => (long)time));
    }

    [Fact] // OSTEP, scheduling: its examples
    public void Ostep_short_jobs_and_a_long_one()
    {
        Starter[] equal = [Job(10), Job(10), Job(10)], together = [Job(100), Job(10), Job(10)];
        Starter[] late = [Job(100), Job(10, at: 10), Job(10, at: 10)];
        Turnarounds(Policy.Fcfs, equal).Average().ShouldBe(20);
        Turnarounds(Policy.Fcfs, together).Average().ShouldBe(110);
        Turnarounds(new(Kind.Sjf), together).Average().ShouldBe(50);
        Turnarounds(new(Kind.Sjf), late).Average().ShouldBe(103.33, 0.01);
        Turnarounds(new(Kind.Srtf), late).Average().ShouldBe(50);
    }

    [Fact] // OSTEP, scheduling: response time
    public void Ostep_three_jobs_of_five()
    {
        Starter[] jobs = [Job(5), Job(5), Job(5)];
        FirstRuns(new(Kind.Sjf), jobs).Average().ShouldBe(5);
        FirstRuns(Policy.RoundRobin(1), jobs).Average().ShouldBe(1);
    }

    [Fact]
    public void The_more_urgent_takes_the_cpu_and_who_lost_it_goes_before_his_equals() =>
        Turnarounds(new(Kind.Priority), Job(4, Of(1)), Job(2, Of(1)), Job(3, Of(2), at: 1)).ShouldBe([7, 9, 3]);

    [Fact]
    public void Without_preemption_the_more_urgent_waits() =>
        Turnarounds(new(Kind.Priority) { IsPreemptive = false }, Job(4, Of(1)), Job(2, Of(1)), Job(3, Of(2), at: 1))
            .ShouldBe([4, 9, 6]);

    [Fact]
    public void Equals_take_turns_and_the_less_urgent_wait() =>
        Turnarounds(new(Kind.Priority, 2), Job(3, Of(1)), Job(3, Of(1)), Job(1)).ShouldBe([5, 6, 7]);

    [Fact] // keys: 0, 4 - 3, 4 - 6
    public void Who_has_waited_a_level_long_goes_before_a_level_above() =>
        Turnarounds(new(Kind.Priority) { Ageing = 3, IsPreemptive = false },
            Job(5, Of(9)), Job(1), Job(1, Of(1), at: 4), Job(1, Of(2), at: 4)).ShouldBe([5, 7, 4, 2]);

    [Fact] // OSTEP, MLFQ: a long job sinks, a short one that comes is at the top
    public void A_short_job_overtakes_a_long_one_that_has_sunk() =>
        Turnarounds(new(Kind.Mlfq, 2), Job(20), Job(3, at: 10)).ShouldBe([23, 3]);

    [Fact]
    public void A_boost_lifts_those_who_starve()
    {
        // Who sleeps after each nanosecond never uses up an allotment that starts anew: the long job starves.
        var gamer = new Starter(0, 0, Repeat(40, Compute(3), Yield()));
        var policy = new Policy(Kind.Mlfq, 4) { Levels = 2, Accounts = false };
        var starved = Turnarounds(policy, gamer, Job(6))[1];
        starved.ShouldBe(126);
        Turnarounds(policy with { Boost = 20 }, gamer, Job(6))[1].ShouldBeLessThan(starved);
        Turnarounds(policy with { Accounts = true }, gamer, Job(6))[1].ShouldBeLessThan(starved);
    }

    [Fact]
    public void Stride_shares_by_weight()
    {
        var ended = Turnarounds(new(Kind.Stride, 1),
            Job(30, new Claims(Tickets: 3)), Job(20, new Claims(Tickets: 2)), Job(30, new Claims(Tickets: 1)));
        ended[..2].ShouldAllBe(time => time >= 58 && time <= 62);
        ended[2].ShouldBe(80);
    }

    [Fact]
    public void The_earliest_deadline_goes_first() =>
        Turnarounds(new(Kind.Edf), Job(4, new Claims(Deadline: 9)), Job(2), Job(2, new Claims(Deadline: 4), at: 1))
            .ShouldBe([6, 8, 2]);

    [Fact]
    public void The_shortest_period_goes_first_and_the_deadline_defaults_to_it()
    {
        Starter[] jobs = [Job(4, new Claims(Period: 9)), Job(2, new Claims(Period: 20, Deadline: 5), at: 1)];
        Turnarounds(new(Kind.RateMonotonic), jobs).ShouldBe([4, 5]);
        Turnarounds(new(Kind.DeadlineMonotonic), jobs).ShouldBe([6, 2]);
    }

    [Fact] // laxities at 0: 10 - 6, 9 - 2; at 3, when the slice ends: 4 against 4, and who ran goes behind
    public void The_least_laxity_goes_first() =>
        Turnarounds(new(Kind.Llf, 3), Job(6, new Claims(Deadline: 10)), Job(2, new Claims(Deadline: 9)))
            .ShouldBe([8, 5]);

    [Fact]
    public void A_thread_goes_only_where_it_may() =>
        Turnarounds(Policy.Fcfs, 2, Queues.Shared, Job(5, On(cpu: 0)), Job(5, On(cpu: 0)), Job(3)).ShouldBe([5, 10, 3]);

    [Fact] // the third takes CPU 1 from the second, who takes CPU 0 from the first, who goes on when CPU 1 is free
    public void Who_loses_a_cpu_may_take_another() =>
        Turnarounds(new(Kind.Priority), 2, Queues.Shared,
            Job(5, Of(1)), Job(5, Of(2)), Job(2, On(cpu: 1) with { Priority = 3 }, at: 1)).ShouldBe([7, 5, 2]);

    [Fact]
    public void Who_begins_a_burst_that_is_longer_than_another_s_makes_way_for_him() =>
        Turnarounds(new(Kind.Srtf), new(0, 0, Compute(2), Compute(9)), Job(5, at: 1)).ShouldBe([16, 6]);

    [Fact] // switches: 0 to 2 to the first, 2 to 4 to the second, 5 to 7 back
    public void A_cpu_that_switches_decides_when_it_has_switched()
    {
        var outcome = NaiveKernel.Run(new(1, new(Kind.Priority), new(2, 2), [], 100, Job(3), Job(1, Of(1), at: 1)));
        (outcome["first run of thread", 1], outcome["exit of thread", 1]).ShouldBe((4, 5));
        (outcome["first run of thread", 0], outcome["exit of thread", 0]).ShouldBe((7, 10));
    }

    [Fact]
    public void Each_cpu_serves_its_own_and_an_idle_one_takes_from_the_longest_queue()
    {
        Starter[] jobs = [Job(9), Job(1), Job(9), Job(1), Job(3)];
        Turnarounds(Policy.Fcfs, 2, Queues.PerCpu, jobs).ShouldBe([9, 1, 18, 2, 21]);
        Turnarounds(Policy.Fcfs, 2, Queues.Stealing, jobs).ShouldBe([9, 1, 11, 2, 12]);
    }

    [Fact]
    public void Every_kind_runs_every_scenario_and_accounts_for_every_nanosecond()
    {
        foreach (var kind in Enum.GetValues<Kind>())
            foreach (var seed in Cases.Seeds(300))
                foreach (var queues in Enum.GetValues<Queues>())
                {
                    var scenario = RandomScenarios.Draw(seed, kind, queues);
                    var outcome = NaiveKernel.Run(scenario);
                    var busy = Enumerable.Range(0, scenario.Cpus)
                        .Sum(cpu => outcome["in user mode", cpu] + outcome["in the kernel", cpu]);
                    var ran = outcome.Of("running in user mode").Sum() + outcome.Of("running in the kernel").Sum();
                    ran.ShouldBe(busy, $"{scenario}");
                }
    }

    static Claims Of(int priority) => new(priority);
    static Claims On(int cpu) => new(Affinity: 1 << cpu);
    static Starter Job(int time, int at = 0) => new(0, at, Compute(time));
    static Starter Job(int time, Claims claims, int at = 0) => new(0, at, Compute(time)) { Claims = claims };

    static long[] Turnarounds(Policy policy, params Starter[] jobs) =>
        Turnarounds(policy, cpus: 1, Queues.Shared, jobs);

    static long[] Turnarounds(Policy policy, int cpus, Queues queues, params Starter[] jobs)
    {
        var outcome = NaiveKernel.Run(new(cpus, policy, new(), [], 10_000, jobs) { Queues = queues });
        return [.. jobs.OrderBy(job => job.At).Select((_, i) => outcome["exit of thread", i])
            .Zip(jobs.OrderBy(job => job.At), (exit, job) => exit - job.At)];
    }

    static long[] FirstRuns(Policy policy, params Starter[] jobs)
    {
        var outcome = NaiveKernel.Run(new(1, policy, new(), [], 10_000, jobs));
        return [.. jobs.Select((_, i) => outcome["first run of thread", i])];
    }
}
