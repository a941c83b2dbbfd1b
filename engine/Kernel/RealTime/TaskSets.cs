using System.Numerics;
using Timeslice.Des;

namespace Timeslice.Kernel.RealTime;

/// <summary>What is asked of tasks together: orders of priority, costs of switching, when all begins anew.</summary>
public static class TaskSets
{
    extension(IEnumerable<PeriodicTask> tasks)
    {
        /// <summary>
        /// By period, the shortest first and most urgent; equal ones stay in their order. Optimal among fixed
        /// priorities where deadlines are periods (Liu and Layland, "Scheduling algorithms for multiprogramming in a
        /// hard-real-time environment", J. ACM 20(1), 1973).
        /// </summary>
        public IReadOnlyList<PeriodicTask> RateMonotonic() => [.. tasks.OrderBy(task => task.Period)];

        /// <summary>
        /// By deadline, the shortest first and most urgent; equal ones stay in their order. Optimal among fixed
        /// priorities where no deadline is longer than its period and there is no jitter (Leung and Whitehead, "On
        /// the complexity of fixed-priority scheduling of periodic, real-time tasks", Perf. Evaluation 2(4), 1982).
        /// </summary>
        public IReadOnlyList<PeriodicTask> DeadlineMonotonic() => [.. tasks.OrderBy(task => task.Deadline)];

        /// <summary>Each with two switches added to its time; see <see cref="PeriodicTask.Charged"/>.</summary>
        public IReadOnlyList<PeriodicTask> Charged(Duration switchCost) =>
            [.. tasks.Select(task => task.Charged(switchCost))];

        /// <summary>
        /// The least common multiple of the periods, after which strictly periodic arrivals repeat; null when it is
        /// longer than 292 years. 1 ns of no tasks.
        /// </summary>
        public Duration? Hyperperiod() =>
            tasks.Aggregate<PeriodicTask, Duration?>(1.Ns, (common, task) => common?.CommonMultiple(task.Period));

        /// <summary>Whether they are those of Liu and Layland: no deadline before the period is over, no jitter,
        /// no blocking.</summary>
        internal bool ArePlain() => tasks.All(task => task.Deadline >= task.Period && task.IsUndisturbed);
    }

    extension(PeriodicTask task)
    {
        internal bool IsUndisturbed => task.Jitter == Duration.Zero && task.Blocking == Duration.Zero;
    }

    internal static Duration? CommonMultiple(this Duration one, Duration other)
    {
        var (a, b) = (one.Nanoseconds, other.Nanoseconds);
        var multiple = (Int128)(a / (long)BigInteger.GreatestCommonDivisor(a, b)) * b;
        return multiple > long.MaxValue ? null : new((long)multiple);
    }
}
