using Timeslice.Des;
using Timeslice.Kernel.RealTime;

namespace Timeslice.Tests.Theory.RealTime;

/// Task sets as tests write them, in ticks of a nanosecond, and random ones.
static class TaskSet
{
    public static PeriodicTask[] Of(params (int Wcet, int Period)[] tasks) =>
        [.. tasks.Select((task, i) => Task(i, task.Wcet, task.Period, task.Period))];

    public static PeriodicTask[] WithDeadlines(params (int Wcet, int Period, int Deadline)[] tasks) =>
        [.. tasks.Select((task, i) => Task(i, task.Wcet, task.Period, task.Deadline))];

    public static PeriodicTask Task(int number, int wcet, int period, int deadline, int jitter = 0, int blocking = 0) =>
        new($"task{number}", wcet.Ns, period.Ns, deadline.Ns, jitter.Ns, blocking.Ns);

    /// One to four tasks; periods from a few divisors of 120, so that hyperperiods are short and loads near 1 and of
    /// exactly 1 are common. At most loads of <paramref name="cpus"/>, slightly above where overload is allowed.
    public static PeriodicTask[] Random(ulong seed, Deadlines deadlines, bool disturbed = false, bool overload = false,
        int cpus = 1)
    {
        var random = new RandomStream(seed, 0, "task set");
        int[] periods = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30];
        while (true)
        {
            var tasks = new PeriodicTask[Below(4 * cpus) + 1];
            for (var i = 0; i < tasks.Length; i++)
            {
                var period = periods[Below(periods.Length)];
                var wcet = Math.Max(1, Below(1 + Math.Max(1, 2 * cpus * period / tasks.Length)));
                if (cpus > 1) wcet = Math.Min(wcet, period);
                var deadline = deadlines switch
                {
                    Deadlines.Periods => period,
                    Deadlines.UpToPeriods => 1 + Below(period),
                    _ => 1 + Below(3 * period),
                };
                var (jitter, blocking) = disturbed ? (Below(2) * Below(2 * period), Below(2) * Below(9)) : (0, 0);
                tasks[i] = Task(i, wcet, period, deadline, jitter, blocking);
            }
            var load = Load.Of(tasks);
            if (load.Value <= (overload ? 1.2 : 1) * cpus) return tasks;
        }

        int Below(int count) => (int)(random.NextUniform() * count);
    }

    /// The set as a failing test shows it.
    public static string Text(IEnumerable<PeriodicTask> tasks) => string.Join(" ", tasks.Select(task =>
        $"(C {task.Wcet}, T {task.Period}, D {task.Deadline}, J {task.Jitter}, B {task.Blocking})"));
}

/// What deadlines random tasks have.
enum Deadlines
{
    Periods,
    UpToPeriods,
    Arbitrary,
}
