using Timeslice.Des;
using Timeslice.Kernel.RealTime;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Theory.RealTime;

/// Two switches a job are enough, even though a switch that has begun cannot be stopped.
public class ChargedSwitches
{
    [Fact]
    public void With_fixed_priorities_no_response_exceeds_the_bound_of_charged_tasks() =>
        Check((a, b) => a.Task.CompareTo(b.Task), tasks => FixedPriority.Responses(tasks));

    [Fact]
    public void With_the_earliest_deadline_first_no_response_exceeds_the_bound_of_charged_tasks() =>
        Check((a, b) => (a.Due, a.Task).CompareTo((b.Due, b.Task)), tasks => EdfResponses.Of(tasks));

    /// One switch a job is not: the second turns back to who was preempted.
    [Fact]
    public void One_switch_a_job_is_not_enough()
    {
        var tasks = TaskSet.Of((2, 10), (10, 40));
        var jobs = new TickSimulator(tasks)
        {
            Order = (a, b) => a.Task.CompareTo(b.Task), FirstArrival = i => 1 - i, SwitchCost = 1,
        }.Run(40);
        var response = TickSimulator.Worst(jobs, 1);
        response.ShouldBeLessThanOrEqualTo(FixedPriority.Responses(tasks.Charged(1.Ns))[1].Worst!.Value.Nanoseconds);
        PeriodicTask[] once = [.. tasks.Select(task => task with { Wcet = task.Wcet + 1.Ns })];
        response.ShouldBeGreaterThan(FixedPriority.Responses(once)[1].Worst!.Value.Nanoseconds);
    }

    static void Check(Comparison<TickSimulator.Job> order,
        Func<IReadOnlyList<PeriodicTask>, IReadOnlyList<ResponseBound>> bound)
    {
        var (sets, reached) = (0, 0);
        foreach (var seed in Cases.Seeds(4_000))
        {
            PeriodicTask[] tasks = [.. TaskSet.Random(seed, Deadlines.Arbitrary).Select(Slower)];
            var charged = tasks.Charged(1.Ns);
            if (Load.Of(charged) > Load.Full) continue;
            sets++;
            var bounds = bound(charged);
            var random = new RandomStream(seed, 0, "offsets");
            var offsets = tasks.Select(task => (long)(random.NextUniform() * 9)).ToArray();
            var jobs = new TickSimulator(tasks) { Order = order, FirstArrival = i => offsets[i], SwitchCost = 1 }
                .Run(1_000);
            for (var i = 0; i < tasks.Length; i++)
            {
                var (worst, most) = (TickSimulator.Worst(jobs, i), bounds[i].Worst!.Value.Nanoseconds);
                worst.ShouldBeLessThanOrEqualTo(most, $"seed {seed}, task {i}: {TaskSet.Text(tasks)}");
                if (worst >= most - 1) reached++;
            }
        }
        sets.ShouldBeGreaterThan(2_000);
        reached.ShouldBeGreaterThan(sets / 2, "a bound that is never near proves nothing");
    }

    /// Five times as long, so that a tick for a switch is small.
    static PeriodicTask Slower(PeriodicTask task) =>
        task with { Wcet = 5 * task.Wcet, Period = 5 * task.Period, Deadline = 5 * task.Deadline };
}
