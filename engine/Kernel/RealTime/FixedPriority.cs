using Timeslice.Des;

namespace Timeslice.Kernel.RealTime;

/// <summary>Worst response times on one CPU that always runs the most urgent task: exact.</summary>
/// <remarks>
/// <para>
/// The worst case begins when a job of a task and of all more urgent ones can begin at once, each as late after its
/// arrival as jitter allows, just after a less urgent task began to block. From there on the CPU is busy with them.
/// The task's job number q in this busy period, from 0, ends at the least
/// </para>
/// <code>w(q) = B + (q + 1) C + Σ over more urgent j of ⌈(w(q) + Jⱼ) / Tⱼ⌉ Cⱼ</code>
/// <para>
/// and arrived at q T − J. The worst response is J + the longest w(q) − q T, over all jobs up to the first with
/// w(q) ≤ (q + 1) T: the task's own jitter makes each response longer by J, and changes no end.
/// </para>
/// <para>
/// One job and no jitter: M. Joseph and P. Pandya, "Finding response times in a real-time system", The Computer
/// Journal 29(5), 1986. Blocking and jitter: N. Audsley, A. Burns, M. Richardson, K. Tindell and A. Wellings,
/// "Applying new scheduling theory to static priority pre-emptive scheduling", Software Eng. Journal 8(5), 1993.
/// Deadlines beyond the period, so that several jobs count: J. P. Lehoczky, "Fixed priority scheduling of periodic
/// task sets with arbitrary deadlines", RTSS 1990; K. Tindell, A. Burns and A. Wellings, "An extendible approach
/// for analyzing fixed priority hard real-time tasks", Real-Time Systems 6(2), 1994.
/// </para>
/// </remarks>
public static class FixedPriority
{
    /// <summary>The worst response of each task.</summary>
    /// <param name="tasks">The most urgent first.</param>
    /// <param name="terms">The most terms to add up in all; tasks for which they do not suffice are unknown.</param>
    public static IReadOnlyList<ResponseBound> Responses(IReadOnlyList<PeriodicTask> tasks, long terms = Effort.Usual)
    {
        var effort = new Effort(terms);
        var bounds = new List<ResponseBound>(tasks.Count);
        var load = Load.None;
        Duration? hyperperiod = 1.Ns;
        for (var level = 0; level < tasks.Count; level++)
        {
            var task = tasks[level];
            hyperperiod = hyperperiod?.CommonMultiple(task.Period);
            // Without the effort to add it up nothing is found below either, and the task is unknown.
            if (load <= Load.Full && effort.Spend(load.Size)) load += task.Load;
            bounds.Add(load > Load.Full
                ? ResponseBound.Unbounded(task)
                : Worst(tasks, level, load == Load.Full ? hyperperiod : null, effort));
        }
        return bounds;
    }

    /// <summary>
    /// The worst response of each task where equals do not preempt each other, and whichever comes first goes first:
    /// for each, its equals count as more urgent. That much is needed: who came just before is waited for. For who
    /// goes last when all come at once it is exact.
    /// </summary>
    /// <param name="tasks">In any order.</param>
    /// <param name="ranks">Of each, the smaller the more urgent.</param>
    /// <param name="terms">The most terms to add up in all; tasks for which they do not suffice are unknown.</param>
    public static IReadOnlyList<ResponseBound> Responses(
        IReadOnlyList<PeriodicTask> tasks, IReadOnlyList<long> ranks, long terms = Effort.Usual)
    {
        var effort = new Effort(terms);
        var known = new Dictionary<(PeriodicTask, long), ResponseBound>();
        return [.. tasks.Select((task, number) =>
            known.TryGetValue((task, ranks[number]), out var bound) ? bound
                : known[(task, ranks[number])] = LeastUrgent([.. NoLessUrgent(number), task], effort))];

        IEnumerable<PeriodicTask> NoLessUrgent(int number) =>
            tasks.Where((_, other) => other != number && ranks[other] <= ranks[number]);
    }

    static ResponseBound LeastUrgent(IReadOnlyList<PeriodicTask> tasks, Effort effort)
    {
        if (Load.Of(tasks, effort) is not { } load) return ResponseBound.Unknown(tasks[^1]);
        return load > Load.Full
            ? ResponseBound.Unbounded(tasks[^1])
            : Worst(tasks, tasks.Count - 1, load == Load.Full ? tasks.Hyperperiod() : null, effort);
    }

    /// With a load of exactly 1 a busy period need not end, but repeats: w(q + H / T) = w(q) + H.
    static ResponseBound Worst(IReadOnlyList<PeriodicTask> tasks, int level, Duration? repeats, Effort effort)
    {
        var task = tasks[level];
        var (longest, end) = ((Int128)0, (Int128)task.Blocking.Nanoseconds);
        for (Int128 job = 0; ; job++)
        {
            var regular = job * task.Period.Nanoseconds;
            var own = task.Blocking.Nanoseconds + (job + 1) * task.Wcet.Nanoseconds;
            var found = LeastEnd.Of(MoreUrgent, end + task.Wcet.Nanoseconds, level + 1, effort);
            if (found is null) return ResponseBound.Found(task, longest, isComplete: false);
            end = found.Value;
            longest = Int128.Max(longest, end - regular + task.Jitter.Nanoseconds);
            var next = regular + task.Period.Nanoseconds;
            if (end <= next || next >= repeats?.Nanoseconds)
                return ResponseBound.Found(task, longest, isComplete: true);

            Int128 MoreUrgent(Int128 until)
            {
                var work = own;
                for (var j = 0; j < level; j++) work += tasks[j].BegunBefore(until) * tasks[j].Wcet.Nanoseconds;
                return work;
            }
        }
    }
}
