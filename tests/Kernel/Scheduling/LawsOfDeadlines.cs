using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Which policies meet which deadlines: tasks that release a job each period, by the theory's examples.
public class LawsOfDeadlines
{
    /// Load 0.971: above the bound of rate monotonic for two tasks, 0.828.
    static readonly Work[] Dense = [new(2, 5), new(4, 7)];

    /// Harmonic periods: rate monotonic manages a load of 1.
    static readonly Work[] Harmonic = [new(1, 2), new(1, 4), new(2, 8)];

    /// The longer period has the shorter deadline.
    static readonly Work[] Constrained = [new(2, 5), new(2, 10, 3)];

    [Fact]
    public void Edf_meets_what_can_be_met()
    {
        foreach (var tasks in (Work[][])[Dense, Harmonic, Constrained]) Misses(new Edf(), tasks).ShouldBe(0);
    }

    [Fact]
    public void Rate_monotonic_misses_what_is_too_dense_or_due_before_the_period_ends()
    {
        Misses(new RateMonotonic(), Dense).ShouldBeGreaterThan(0);
        Misses(new RateMonotonic(), Harmonic).ShouldBe(0);
        Misses(new RateMonotonic(), Constrained).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Deadline_monotonic_heeds_the_deadlines_not_the_periods()
    {
        Misses(new DeadlineMonotonic(), Dense).ShouldBeGreaterThan(0);
        Misses(new DeadlineMonotonic(), Constrained).ShouldBe(0);
    }

    [Fact]
    public void Least_laxity_meets_what_can_be_met_if_its_quantum_is_short()
    {
        foreach (var tasks in (Work[][])[Dense, Harmonic, Constrained]) Misses(new Llf(0.01.Ms), tasks).ShouldBe(0);
    }

    /// Two that can wait equally long, as long as neither runs, take turns; by deadline one after the other.
    [Fact]
    public void Least_laxity_pays_with_switches()
    {
        Work[] alike = [new(4, 10), new(4, 10)];
        Involuntary(new Llf(0.1.Ms), alike).ShouldBeGreaterThan(10 * Involuntary(new Edf(), alike) + 100);
    }

    [Theory]
    [InlineData("edf")]
    [InlineData("rm")]
    [InlineData("dm")]
    [InlineData("llf")]
    public void Who_has_no_deadline_runs_when_nobody_else_does(string policy)
    {
        var bench = Started(policy switch
        {
            "edf" => new Edf(),
            "rm" => new RateMonotonic(),
            "dm" => new DeadlineMonotonic(),
            _ => new Llf(1.Ms),
        }, Constrained, out var jobs);
        var rest = bench.Start("rest", new Compute(1000.S));
        bench.Run(until: 10.S);
        if (policy != "rm") jobs.Sum(job => job.Misses).ShouldBe(0);
        rest.TimeIn(ThreadState.RunningUser).ShouldBe(4.S);
    }

    static int Misses(Scheduler policy, Work[] tasks)
    {
        var bench = Started(policy, tasks, out var jobs);
        bench.Run(until: 10.S);
        return jobs.Sum(job => job.Misses);
    }

    static long Involuntary(Scheduler policy, Work[] tasks)
    {
        var bench = Started(policy, tasks, out _);
        bench.Run(until: 10.S);
        return bench.Machine.Switches.Involuntary;
    }

    static Bench Started(Scheduler policy, Work[] tasks, out List<Release> jobs)
    {
        var bench = new Bench(policy);
        jobs = [];
        foreach (var (number, task) in tasks.Index())
        {
            var job = new Release(task.Period.Ms, task.Deadline.Ms);
            jobs.Add(job);
            var program = new Program($"task {number}", new Forever([job, new Compute(task.Time.Ms), new Done(job)]));
            bench.Machine.Start(bench.Process, $"task {number}", program, terms: job.Terms);
        }
        return bench;
    }

    /// Times in ms.
    readonly record struct Work(int Time, int Period, int Relative = 0)
    {
        public int Deadline => Relative > 0 ? Relative : Period;
    }

    /// Waits for the next multiple of the period, where a job begins.
    sealed class Release(Duration period, Duration deadline) : Operation
    {
        Instant next, due;

        public Terms Terms => new() { Period = period, Deadline = deadline };
        public int Misses { get; private set; }

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var at = next;
            (next, due) = (at + period, at + deadline);
            machine.Threads.SetDeadline(thread, due);
            return machine.Sleep(thread, at > machine.Simulation.Now ? at - machine.Simulation.Now : Duration.Zero);
        }

        public void Done(Instant now) => Misses += now > due ? 1 : 0;
    }

    sealed class Done(Release job) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            job.Done(machine.Simulation.Now);
            return Flow.Next;
        }
    }
}
