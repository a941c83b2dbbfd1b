using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Experiments.Metrics;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Theory.RealTime;

/// The kernel and the theory agree: no response of a simulated job is longer than the bound printed beside it.
public class SimulatedWithinBounds
{
    const string Bound = "thread.NAME.jobs.response.bound", Worst = "thread.NAME.jobs.response.max";

    static readonly Costs Charged = CostProfiles.Free with { ThreadSwitch = 1.Ns, ProcessSwitch = 2.Ns };

    [Theory]
    [InlineData("rate-monotonic"), InlineData("deadline-monotonic"), InlineData("priority"), InlineData("edf")]
    public void No_response_exceeds_its_bound_whatever_the_offsets_the_jitter_and_the_switches(string policy)
    {
        var (jobs, near) = (0, 0);
        foreach (var seed in Cases.Seeds(1_000))
        {
            var tasks = Set(seed, jitter: true);
            var random = new RandomStream(seed, 0, "offsets");
            var offsets = tasks.Select(_ => Below(ref random, 2) * Below(ref random, 90).Nanoseconds).ToArray();
            var bench = Ran(policy, tasks, seed % 2 == 0 ? null : Charged, offsets);
            var measured = Measured(bench);
            foreach (var task in tasks)
            {
                if (!measured.TryGetValue(Bound.Replace("NAME", task.Name), out var bound)) continue;
                var worst = measured[Worst.Replace("NAME", task.Name)];
                worst.ShouldBeLessThanOrEqualTo(bound, $"seed {seed}, {task.Name}: {TaskSet.Text(tasks)}");
                jobs++;
                if (worst > 0.9 * bound) near++;
            }
        }
        jobs.ShouldBeGreaterThan(1_000);
        near.ShouldBeGreaterThan(jobs / 4, "a bound that is never near proves nothing");
    }

    /// The critical instant of Liu and Layland. Who has an equal may be spared: it does not wait for one that came
    /// just before.
    [Theory]
    [InlineData("rate-monotonic"), InlineData("deadline-monotonic"), InlineData("priority")]
    public void Released_at_once_each_task_that_has_no_equal_responds_as_late_as_its_bound_says(string policy)
    {
        var reached = 0;
        foreach (var seed in Cases.Seeds(1_000))
        {
            var tasks = Set(seed, jitter: false);
            var measured = Measured(Ran(policy, tasks, costs: null));
            for (var i = 0; i < tasks.Length; i++)
            {
                if (policy != "priority" && tasks.Count(other => Rank(policy, other) == Rank(policy, tasks[i])) > 1)
                    continue;
                if (!measured.TryGetValue(Bound.Replace("NAME", tasks[i].Name), out var bound)) continue;
                measured[Worst.Replace("NAME", tasks[i].Name)]
                    .ShouldBe(bound, $"seed {seed}, {tasks[i].Name}: {TaskSet.Text(tasks)}");
                reached++;
            }
        }
        reached.ShouldBeGreaterThan(1_000);
    }

    /// What is said to be schedulable misses nothing, on one CPU and on several.
    [Theory]
    [InlineData("rate-monotonic", 1), InlineData("deadline-monotonic", 1), InlineData("edf", 1), InlineData("edf", 3)]
    public void What_is_schedulable_misses_no_deadline(string policy, int cpus)
    {
        var schedulable = 0;
        foreach (var seed in Cases.Seeds(1_000))
        {
            var tasks = cpus == 1 ? Set(seed, jitter: true) : TaskSet.Random(seed, Deadlines.UpToPeriods, cpus: cpus);
            var bench = Ran(policy, tasks, costs: null, cpus: cpus);
            if (!Measured(bench).TryGetValue("bounds.schedulable", out var verdict) || verdict == 0) continue;
            schedulable++;
            bench.Machine.Classes.Sum(its => its.Jobs!.Late + its.OverdueJobs)
                .ShouldBe(0, $"seed {seed}: {TaskSet.Text(tasks)}");
        }
        schedulable.ShouldBeGreaterThan(cpus == 1 ? 80 : 40);
    }

    /// Without jitter the demand bound is exact: where it does not fit, somebody is late.
    [Fact]
    public void Under_edf_what_is_not_schedulable_misses_when_all_are_released_at_once()
    {
        var overloaded = 0;
        foreach (var seed in Cases.Seeds(1_000))
        {
            var bench = Ran("edf", Set(seed, jitter: false), costs: null);
            if (Measured(bench)["bounds.edf-demand"] != 0) continue;
            overloaded++;
            bench.Machine.Classes.Sum(its => its.Jobs!.Late + its.OverdueJobs).ShouldBeGreaterThan(0, $"seed {seed}");
        }
        overloaded.ShouldBeGreaterThan(100);
    }

    /// Of tasks of one period, one that came just before is not preempted, whatever its number.
    [Fact]
    public void Equals_wait_for_each_other()
    {
        var tasks = TaskSet.Of((2, 10), (5, 10));
        var measured = Measured(Ran("rate-monotonic", tasks, costs: null, offsets: [1.Ns, Duration.Zero]));
        measured["thread.task0.jobs.response.max"].ShouldBe(6e-9, 1e-15);
        measured["thread.task0.jobs.response.bound"].ShouldBe(7e-9, 1e-15);
    }

    [Fact]
    public void Where_a_job_can_wait_for_more_than_a_CPU_only_the_load_is_known()
    {
        var bench = new Bench(new RateMonotonic());
        bench.Machine.Start(bench.Process, "task", new Program("job", new Compute(2.Ms), new Sleep(1.Ms)),
            terms: new Terms { Release = new Periodic(8.Ms), Wcet = 2.Ms });
        bench.Run(20.Ms);
        Names(bench).ShouldBe(["bounds.utilization"]);
        Measured(bench)["bounds.utilization"].ShouldBe(0.25);
    }

    [Fact]
    public void Beside_a_thread_that_is_no_task_nothing_is_known()
    {
        var bench = new Bench(new RateMonotonic());
        bench.Machine.Start(bench.Process, "task", new Program("job", new Compute(2.Ms)),
            terms: new Terms { Release = new Periodic(8.Ms) });
        bench.Start("other", new Compute(1.Ms));
        bench.Run(20.Ms);
        Names(bench).ShouldBeEmpty();
    }

    static IEnumerable<string> Names(Bench bench) =>
        Measured(bench).Keys.Where(name => name.Contains("bound", StringComparison.Ordinal));

    static Dictionary<string, double> Measured(Bench bench) =>
        MetricFamilies.Measure(bench.Machine).ToDictionary(its => its.Metric, its => its.Value);

    static Bench Ran(string policy, PeriodicTask[] tasks, Costs? costs, Duration[]? offsets = null, int cpus = 1)
    {
        var bench = new Bench(Policy(policy), cpus, costs);
        for (var i = 0; i < tasks.Length; i++)
            bench.Machine.Start(bench.Process, tasks[i].Name, new Program("job", new Compute(tasks[i].Wcet)),
                terms: new Terms
                {
                    Release = new Periodic(tasks[i].Period, offsets?[i] ?? Duration.Zero, tasks[i].Jitter),
                    Deadline = tasks[i].Deadline,
                    Priority = -i,
                });
        bench.Run(5_000.Ns);
        return bench;
    }

    static Scheduler Policy(string name) => name switch
    {
        "rate-monotonic" => new RateMonotonic(),
        "deadline-monotonic" => new DeadlineMonotonic(),
        "priority" => new Priority(),
        _ => new Edf(),
    };

    static Duration Rank(string policy, PeriodicTask task) =>
        policy == "rate-monotonic" ? task.Period : task.Deadline;

    /// Times that a switch is small beside.
    static PeriodicTask[] Set(ulong seed, bool jitter)
    {
        var random = new RandomStream(seed, 0, "jitter");
        return [.. TaskSet.Random(seed, Deadlines.UpToPeriods, overload: true).Select(task => task with
        {
            Wcet = 10 * task.Wcet, Period = 10 * task.Period, Deadline = 10 * task.Deadline,
            Jitter = jitter ? Below(ref random, 50) : Duration.Zero,
        })];
    }

    static Duration Below(ref RandomStream random, int count) => new((long)(random.NextUniform() * count));
}
