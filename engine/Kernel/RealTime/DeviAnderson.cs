using System.Numerics;
using Timeslice.Des;

namespace Timeslice.Kernel.RealTime;

/// <summary>
/// How late jobs can be on m CPUs that run the m earliest deadlines, preempting at once: at most x + C.
/// </summary>
/// <remarks>
/// <code>x = (the Λ longest C − the shortest C) / (m − the Λ − 1 largest U), Λ = ⌈U⌉ − 1</code>
/// <para>
/// where each "longest" and "largest" is a sum, and x is 0 if that is negative. It holds up to U = m: the deadlines
/// are missed, but by so much only. On one CPU nobody is late. (U. C. Devi and J. H. Anderson, "Tardiness bounds
/// under global EDF scheduling on a multiprocessor", RTSS 2005; Real-Time Systems 38(2), 2008.)
/// </para>
/// </remarks>
public static class DeviAnderson
{
    /// <summary>The most by which a job of each task misses its deadline, rounded up to whole nanoseconds.</summary>
    /// <param name="tasks">In any order.</param>
    /// <param name="cpus">How many, from 1.</param>
    /// <returns>
    /// Null where the bound says nothing: a task needs more than a CPU, all need more than there are, a deadline is
    /// not the period, there is jitter or blocking; or where it is beyond 292 years or fractions of too many digits.
    /// </returns>
    public static IReadOnlyList<Duration>? Tardiness(IReadOnlyCollection<PeriodicTask> tasks, int cpus)
    {
        if (cpus < 1) throw new ArgumentOutOfRangeException(nameof(cpus), cpus, "must be at least 1");
        if (!tasks.All(task => task.Deadline == task.Period && task.Wcet <= task.Period && task.IsUndisturbed))
            return null;
        var effort = new Effort(Effort.Usual);
        if (Load.Of(tasks, effort) is not { } load || load > cpus * Load.Full) return null;
        if (cpus == 1 || tasks.Count == 0) return [.. tasks.Select(_ => Duration.Zero)];
        if (CommonDelay(tasks, cpus, load, effort) is not { } delay) return null;
        return [.. tasks.Select(task => delay + task.Wcet)];
    }

    /// x.
    static Duration? CommonDelay(IReadOnlyCollection<PeriodicTask> tasks, int cpus, Load load, Effort effort)
    {
        var others = (int)((load.Numerator - 1) / load.Denominator);
        var times = tasks.OrderByDescending(task => task.Wcet).Select(task => (BigInteger)task.Wcet.Nanoseconds);
        var work = times.Take(others).Aggregate(-times.Last(), BigInteger.Add);
        if (work <= 0) return Duration.Zero;
        var heaviest = tasks.OrderByDescending(task => task.Load).Take(others - 1);
        if (Load.Of(heaviest, effort) is not { } taken) return null;
        var rest = cpus * taken.Denominator - taken.Numerator;
        var delay = (work * taken.Denominator + rest - 1) / rest;
        return delay + times.First() > long.MaxValue ? null : new((long)delay);
    }
}
