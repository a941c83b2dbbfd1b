using Timeslice.Kernel.RealTime;

namespace Timeslice.Tests.Theory.RealTime;

/// The plainest simulation there is: tick by tick, with a line of jobs for each task. It knows no formula.
sealed class TickSimulator(IReadOnlyList<PeriodicTask> tasks, int cpus = 1)
{
    public sealed record Job(int Task, long Arrival, long Due)
    {
        public long Left { get; set; }
        public long End { get; set; } = -1;
    }

    readonly List<Job> ended = [];
    readonly Queue<Job>[] lines = [.. tasks.Select(_ => new Queue<Job>())];
    Job? current;
    long switching;

    /// Who goes first among jobs that are there; jobs of one task are in order in any case.
    public required Comparison<Job> Order { get; init; }

    /// When each task's first job arrives; nobody runs before 0, so what arrives before that has jitter.
    public required Func<int, long> FirstArrival { get; init; }

    /// How long something else occupies the CPU from 0 on.
    public long Blocked { get; init; }

    /// What it costs to turn to another job. A switch goes on whoever arrives meanwhile.
    public long SwitchCost { get; init; }

    /// Runs to the first instant at which nothing is left to do, or to the end.
    public IReadOnlyList<Job> RunToIdle(long end) => Run(end, stopWhenIdle: true);

    public IReadOnlyList<Job> Run(long end, bool stopWhenIdle = false)
    {
        var next = tasks.Select((_, i) => FirstArrival(i)).ToArray();
        for (var now = 0L; now < end; now++)
        {
            for (var i = 0; i < next.Length; i++)
                for (; next[i] <= now; next[i] += tasks[i].Period.Nanoseconds)
                    lines[i].Enqueue(new(i, next[i], next[i] + tasks[i].Deadline.Nanoseconds)
                        { Left = tasks[i].Wcet.Nanoseconds });
            if (now < Blocked) continue;
            var ready = lines.Where(line => line.Count > 0).Select(line => line.Peek()).ToList();
            if (ready.Count == 0 && stopWhenIdle) break;
            ready.Sort(Order);
            if (IsSwitching(ready)) continue;
            foreach (var job in ready.Take(cpus))
            {
                if (--job.Left > 0) continue;
                job.End = now + 1;
                ended.Add(lines[job.Task].Dequeue());
            }
        }
        return [.. ended, .. lines.SelectMany(line => line)];
    }

    bool IsSwitching(IReadOnlyList<Job> ready)
    {
        if (SwitchCost == 0) return false;
        if (switching == 0 && ready.Count > 0 && ready[0] != current) (current, switching) = (ready[0], SwitchCost);
        return switching > 0 && switching-- > 0;
    }

    /// The longest from arrival to end among the jobs of a task that ended.
    public static long Worst(IEnumerable<Job> jobs, int task) =>
        jobs.Where(job => job.Task == task && job.End >= 0).Max(job => job.End - job.Arrival);

    /// The first deadline that passed with work left to do.
    public static long? FirstMiss(IEnumerable<Job> jobs, long until) => jobs
        .Where(job => job.Due <= until && (job.End < 0 || job.End > job.Due))
        .Select(job => (long?)job.Due).Min();
}
