using Timeslice.Des;
using Timeslice.Kernel.RealTime;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Theory.RealTime;

public class ManyCpus
{
    static readonly Comparison<TickSimulator.Job> Earliest =
        (a, b) => (a.Due, a.Task).CompareTo((b.Due, b.Task));

    /// Dhall and Liu: m light tasks that come first, and one that then has not enough time left.
    [Theory]
    [InlineData(1), InlineData(2), InlineData(4), InlineData(8)]
    public void Dhalls_tasks_miss_on_any_number_of_CPUs_at_a_load_near_1(int cpus)
    {
        var tasks = TaskSet.Of([.. Enumerable.Repeat((2, 1_000), cpus), (1_000, 1_001)]);
        Load.Of(tasks).Value.ShouldBeLessThan(1.02);
        Simulated(tasks, cpus, 1_100).Where(job => job.End > job.Due).ShouldNotBeEmpty();
        GoossensFunkBaruah.Judge(tasks, cpus).ShouldNotBe(Verdict.Schedulable);
        if (cpus > 1) DeviAnderson.Tardiness(tasks, cpus).ShouldNotBeNull();
    }

    [Fact]
    public void Tasks_within_the_bound_of_Goossens_Funk_and_Baruah_meet_their_deadlines()
    {
        var within = 0;
        foreach (var seed in Cases.Seeds(2_000))
        {
            var deadlines = seed % 2 == 0 ? Deadlines.Periods : Deadlines.UpToPeriods;
            var cpus = 2 + (int)(seed % 3);
            var tasks = TaskSet.Random(seed, deadlines, cpus: cpus);
            if (GoossensFunkBaruah.Judge(tasks, cpus) != Verdict.Schedulable) continue;
            within++;
            Simulated(tasks, cpus, 240).Where(job => job.Due <= 240 && (job.End < 0 || job.End > job.Due))
                .ShouldBeEmpty($"seed {seed}, {cpus} CPUs: {TaskSet.Text(tasks)}");
        }
        within.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void The_bound_on_one_CPU_is_a_load_of_1()
    {
        GoossensFunkBaruah.Judge(TaskSet.Of((1, 2), (1, 3), (1, 6)), 1).ShouldBe(Verdict.Schedulable);
        GoossensFunkBaruah.Judge(TaskSet.Of((1, 2), (1, 3), (2, 6)), 1).ShouldBe(Verdict.NotSchedulable);
    }

    /// The set whose bounds RealTimeScheduling.jl's manual gives: 3, 3 and 5 on two CPUs.
    [Fact]
    public void The_tardiness_of_three_tasks_that_fill_two_CPUs_is_at_most_3_3_and_5() =>
        DeviAnderson.Tardiness(TaskSet.Of((2, 3), (2, 3), (4, 6)), 2).ShouldBe([3.Ns, 3.Ns, 5.Ns]);

    [Fact]
    public void Nobody_is_later_than_the_tardiness_bound()
    {
        var late = 0;
        foreach (var seed in Cases.Seeds(2_000))
        {
            var cpus = 2 + (int)(seed % 3);
            var tasks = TaskSet.Random(seed, Deadlines.Periods, cpus: cpus);
            var bounds = DeviAnderson.Tardiness(tasks, cpus).ShouldNotBeNull();
            foreach (var job in Simulated(tasks, cpus, 360).Where(job => job.End > job.Due))
            {
                late++;
                (job.End - job.Due).ShouldBeLessThanOrEqualTo(bounds[job.Task].Nanoseconds,
                    $"seed {seed}, {cpus} CPUs, task {job.Task}: {TaskSet.Text(tasks)}");
            }
        }
        late.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Where_CPUs_are_overloaded_there_is_no_tardiness_bound()
    {
        DeviAnderson.Tardiness(TaskSet.Of((2, 3), (2, 3), (3, 4)), 2).ShouldBeNull();
        DeviAnderson.Tardiness(TaskSet.Of((4, 3), (1, 9)), 2).ShouldBeNull();
    }

    [Fact]
    public void A_machine_without_CPUs_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => GoossensFunkBaruah.Judge([], 0)).ParamName.ShouldBe("cpus");
        Should.Throw<ArgumentOutOfRangeException>(() => DeviAnderson.Tardiness([], 0)).ParamName.ShouldBe("cpus");
    }

    static IReadOnlyList<TickSimulator.Job> Simulated(PeriodicTask[] tasks, int cpus, long end) =>
        new TickSimulator(tasks, cpus) { Order = Earliest, FirstArrival = _ => 0 }.Run(end);
}
