using System.Numerics;
using Timeslice.Des;

namespace Timeslice.Kernel.RealTime;

/// <summary>
/// Whether one CPU that runs the earliest deadline first meets all: exactly if h(t) ≤ t for every stretch t.
/// </summary>
/// <remarks>
/// <para>
/// The demand h(t) = Σ max(0, ⌊(t + J − D) / T⌋ + 1) C is the work of jobs that can both begin and be due within t;
/// blocking is added to it (see <see cref="EdfBlocking"/>). It grows at deadlines only, so those are looked at.
/// </para>
/// <para>
/// How far: with U ≤ 1, h(t + H) ≤ h(t) + H from the longest deadline on, so a hyperperiod beyond it suffices; with
/// U &lt; 1, h(t) ≤ U t + Σ U (T + J − D) as soon as t is no less than any D − J − T, so nothing exceeds t from
/// Σ U (T + J − D) / (1 − U) on. (S. K. Baruah, L. E. Rosier and R. R. Howell, "Algorithms and complexity concerning
/// the preemptive scheduling of periodic, real-time tasks on one processor", Real-Time Systems 2(4), 1990.) Where
/// deadlines are periods, that is Liu and Layland's U ≤ 1.
/// </para>
/// </remarks>
public static class ProcessorDemand
{
    /// <summary>The work of jobs that can both begin and be due within <paramref name="time"/>: h(t).</summary>
    /// <exception cref="OverflowException">It is beyond 292 years.</exception>
    public static Duration At(IEnumerable<PeriodicTask> tasks, Duration time) =>
        tasks.Aggregate(Duration.Zero, (sum, task) => sum + checked((long)task.DueBy(time.Nanoseconds)) * task.Wcet);

    /// <param name="tasks">In any order.</param>
    /// <param name="terms">The most deadlines to look at, about; with more the verdict is unknown.</param>
    public static DemandBound Judge(IReadOnlyList<PeriodicTask> tasks, long terms = Effort.Usual)
    {
        var effort = new Effort(terms);
        if (Load.Of(tasks, effort) is not { } load) return new(Verdict.Unknown, null);
        var blocking = new EdfBlocking(tasks);
        var horizon = Horizon(tasks, load, blocking);
        var last = (Int128)BigInteger.Min(horizon ?? long.MaxValue, long.MaxValue);
        var deadlines = new Recurrences(tasks, task => task.FirstDue);
        Int128 demand = 0;
        while (deadlines.TryTake(last, out var due, out var task))
        {
            if (!effort.Spend(due < blocking.Until ? tasks.Count : 1)) return NotFound(load);
            demand += task.Wcet.Nanoseconds;
            if (demand + blocking.At(due) > due)
                return new(Verdict.NotSchedulable, new((long)Int128.Max(0, due)));
        }
        return horizon <= long.MaxValue ? new(Verdict.Schedulable, null) : NotFound(load);
    }

    /// What is known without having found a deadline that is missed.
    static DemandBound NotFound(Load load) =>
        new(load > Load.Full ? Verdict.NotSchedulable : Verdict.Unknown, null);

    /// The last instant to look at, in nanoseconds; null when there is none.
    static BigInteger? Horizon(IReadOnlyList<PeriodicTask> tasks, Load load, EdfBlocking blocking)
    {
        if (load > Load.Full) return null;
        BigInteger longest = tasks.Select(task => task.Deadline.Nanoseconds).DefaultIfEmpty().Max();
        var repeats = longest + tasks.Hyperperiod()?.Nanoseconds;
        if (load == Load.Full) return repeats;
        var (from, excess) = ((BigInteger)blocking.Until, BigInteger.Zero);
        foreach (var task in tasks)
        {
            var late = task.Period.Nanoseconds - (BigInteger)task.FirstDue;
            from = BigInteger.Max(from, -late);
            // Rounded away from less: the horizon may be too far, never too near.
            excess += BigInteger.Divide(late * task.Wcet.Nanoseconds, task.Period.Nanoseconds) + 1;
        }
        from = BigInteger.Max(from, excess * load.Denominator / (load.Denominator - load.Numerator) + 1);
        return repeats is { } sooner ? BigInteger.Min(sooner, from) : from;
    }
}
