namespace Timeslice.Kernel.RealTime;

/// <summary>Worst response times on one CPU that runs the earliest deadline first: exact.</summary>
/// <remarks>
/// <para>
/// A job's worst case need not be the one in which all tasks begin at once: here all others do, and the job arrives
/// a later, with its forerunners a period apart before it (from −J on: those begin with the others). Jobs due no
/// later than it, at d = a + D, come before it. It ends at the least
/// </para>
/// <code>
/// w = B(d) + (⌊(a + J) / T⌋ + 1) C + Σ over the others j of
///     min(⌈(w + Jⱼ) / Tⱼ⌉, ⌊(d + Jⱼ − Dⱼ) / Tⱼ⌋ + 1) Cⱼ
/// </code>
/// <para>
/// Its response w − a is longest where one of the counts has just grown, so those a are tried that lie within the
/// longest busy period; with a load of exactly 1, within a hyperperiod beyond the longest deadline, for then w
/// and a repeat. (M. Spuri, "Analysis of deadline scheduled real-time systems", INRIA report 2772, 1996.)
/// </para>
/// </remarks>
public static class EdfResponses
{
    /// <summary>The worst response of each task.</summary>
    /// <param name="tasks">In any order.</param>
    /// <param name="terms">The most terms to add up in all; tasks for which they do not suffice are unknown.</param>
    public static IReadOnlyList<ResponseBound> Of(IReadOnlyList<PeriodicTask> tasks, long terms = Effort.Usual)
    {
        var effort = new Effort(terms);
        if (Load.Of(tasks, effort) is not { } load) return [.. tasks.Select(ResponseBound.Unknown)];
        if (load > Load.Full) return [.. tasks.Select(ResponseBound.Unbounded)];
        var horizon = load == Load.Full ? Repeats(tasks) : BusyPeriod(tasks, effort);
        var blocking = new EdfBlocking(tasks);
        return [.. tasks.Select((_, number) => Worst(tasks, number, blocking, horizon, effort))];
    }

    static Int128? Repeats(IReadOnlyList<PeriodicTask> tasks) =>
        (Int128?)tasks.Hyperperiod()?.Nanoseconds + tasks.Max(task => task.Deadline.Nanoseconds);

    /// The longest that the CPU is busy without a break.
    static Int128? BusyPeriod(IReadOnlyList<PeriodicTask> tasks, Effort effort)
    {
        var blocking = tasks.Select(task => task.Blocking.Nanoseconds).DefaultIfEmpty().Max();
        return LeastEnd.Of(Work, 1, tasks.Count, effort);

        Int128 Work(Int128 until)
        {
            Int128 work = blocking;
            foreach (var task in tasks) work += task.BegunBefore(until) * task.Wcet.Nanoseconds;
            return work;
        }
    }

    static ResponseBound Worst(IReadOnlyList<PeriodicTask> tasks, int number, EdfBlocking blocking,
        Int128? horizon, Effort effort)
    {
        var task = tasks[number];
        if (!effort.Spend(tasks.Count)) return ResponseBound.Unknown(task);
        var earliest = -(Int128)task.Jitter.Nanoseconds;
        var arrivals = new Recurrences(tasks,
            other => FirstFrom(earliest, other.FirstDue - task.Deadline.Nanoseconds, other));
        Int128 longest = 0, end = 0, blocked = 0;
        while (arrivals.TryTake(horizon ?? long.MaxValue, out var arrival, out _))
        {
            var due = arrival + task.Deadline.Nanoseconds;
            // A later arrival ends later; only when nobody blocks any more is the search begun anew.
            var (before, own) = (blocked, task.DueBy(due) * task.Wcet.Nanoseconds);
            blocked = blocking.At(due);
            var start = Int128.Max(blocked < before ? 0 : end, blocked + own);
            var found = LeastEnd.Of(UrgentWork, start, tasks.Count, effort);
            if (found is null) return ResponseBound.Found(task, longest, isComplete: false);
            end = found.Value;
            longest = Int128.Max(longest, end - arrival);

            Int128 UrgentWork(Int128 until)
            {
                var work = blocked + own;
                for (var j = 0; j < tasks.Count; j++)
                {
                    if (j == number) continue;
                    work += Int128.Min(tasks[j].BegunBefore(until), tasks[j].DueBy(due)) * tasks[j].Wcet.Nanoseconds;
                }
                return work;
            }
        }
        return ResponseBound.Found(task, longest, isComplete: horizon is not null);
    }

    /// The first of those that lie whole periods after <paramref name="first"/> and not before the earliest.
    static Int128 FirstFrom(Int128 earliest, Int128 first, PeriodicTask task)
    {
        var period = task.Period.Nanoseconds;
        return first >= earliest ? first : first + (earliest - first + period - 1) / period * period;
    }
}
