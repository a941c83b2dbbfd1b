using Timeslice.Des;
using Timeslice.Kernel.RealTime;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Theory.RealTime;

/// The least urgent task cannot be preempted: it holds up the others for its time, less the tick that it has begun.
public class TasksThatCannotBePreempted
{
    [Fact]
    public void With_fixed_priorities_they_block_as_long_as_stated_and_no_longer() => Check(
        tasks => [.. tasks], job => job.Task, tasks => FixedPriority.Responses(tasks));

    [Fact]
    public void With_the_earliest_deadline_first_they_block_as_long_as_stated_and_no_longer() => Check(
        tasks => tasks.DeadlineMonotonic(), job => job.Due, tasks => EdfResponses.Of(tasks));

    static void Check(Func<PeriodicTask[], IReadOnlyList<PeriodicTask>> order, Func<TickSimulator.Job, long> urgency,
        Func<IReadOnlyList<PeriodicTask>, IReadOnlyList<ResponseBound>> bound)
    {
        var (responses, reached) = (0, 0);
        foreach (var seed in Cases.Seeds(4_000))
        {
            var tasks = order(TaskSet.Random(seed, Deadlines.Arbitrary));
            var (last, time) = (tasks.Count - 1, tasks[^1].Wcet);
            if (time < 2.Ns) continue;
            var bounds = bound([.. tasks.SkipLast(1).Select(task => task with { Blocking = time - 1.Ns }), tasks[^1]]);
            // A tick after the last task has begun, or whenever.
            var random = new RandomStream(seed, 0, "offsets");
            var offsets = tasks.Select((_, i) => i == last ? 0L
                : seed % 2 == 0 ? 1 : (long)(random.NextUniform() * 30)).ToArray();
            var jobs = new TickSimulator(tasks)
            {
                Order = (a, b) => Key(a).CompareTo(Key(b)), FirstArrival = i => offsets[i],
            }.Run(400);
            for (var i = 0; i < tasks.Count; i++)
            {
                var (worst, most) = (TickSimulator.Worst(jobs, i), bounds[i].Worst!.Value.Nanoseconds);
                worst.ShouldBeLessThanOrEqualTo(most, $"seed {seed}, task {i}: {TaskSet.Text(tasks)}");
                responses++;
                if (worst == most) reached++;
            }

            (long, int) Key(TickSimulator.Job job) =>
                (job.Task == last && job.Left < time.Nanoseconds ? long.MinValue : urgency(job), job.Task);
        }
        responses.ShouldBeGreaterThan(4_000);
        reached.ShouldBeGreaterThan(responses / 2, "a bound that is never met proves nothing");
    }
}
