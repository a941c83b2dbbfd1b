using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;
using Timeslice.Tests.Contracts;

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
    [InlineData("deadline-monotonic")]
    [InlineData("{llf: {quantum: 1ms}}")]
    public void Who_has_no_deadline_runs_when_nobody_else_does(string policy)
    {
        var bench = Started(Samples.Make<Scheduler>(policy), Constrained, out var tasks);
        var rest = bench.Start("rest", new Compute(1000.S));
        bench.Run(until: 10.S);
        Misses(tasks).ShouldBe(0);
        rest.TimeIn(ThreadState.RunningUser).ShouldBe(4.S);
    }

    static long Misses(Scheduler policy, Work[] set)
    {
        var bench = Started(policy, set, out var tasks);
        bench.Run(until: 10.S);
        return Misses(tasks);
    }

    static long Misses(ThreadClass[] tasks) => tasks.Sum(task => task.Jobs!.Late + task.OverdueJobs);

    static long Involuntary(Scheduler policy, Work[] set)
    {
        var bench = Started(policy, set, out _);
        bench.Run(until: 10.S);
        return bench.Machine.Switches.Involuntary;
    }

    static Bench Started(Scheduler policy, Work[] set, out ThreadClass[] tasks)
    {
        var bench = new Bench(policy);
        tasks = [.. set.Select((work, i) => bench.Machine.Start(
            bench.Process, $"task {i}", new Program($"task {i}", new Compute(work.Time.Ms)), terms: work.Terms))];
        return bench;
    }

    /// Times in ms.
    readonly record struct Work(int Time, int Period, int? Deadline = null)
    {
        public Terms Terms => new() { Release = new Periodic(Period.Ms), Deadline = (Deadline ?? Period).Ms };
    }
}
