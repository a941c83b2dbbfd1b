using System.Numerics;

namespace Timeslice.Kernel.RealTime;

/// <summary>
/// The hyperbolic bound: tasks meet their deadlines under rate-monotonic priorities if Π (1 + Uᵢ) ≤ 2.
/// </summary>
/// <remarks>
/// E. Bini, G. C. Buttazzo and G. M. Buttazzo, "Rate monotonic analysis: the hyperbolic bound", IEEE Trans. Computers
/// 52(7), 2003. Sufficient only, yet no test that knows nothing but each task's utilization accepts more; it accepts
/// whatever <see cref="LiuLayland"/> does.
/// </remarks>
public static class Hyperbolic
{
    /// <summary>
    /// Schedulable within the bound, not above a whole CPU, unknown between; decided exactly. Unknown, too, where a
    /// deadline is shorter than its period, with jitter or blocking, and for fractions of millions of digits.
    /// </summary>
    public static Verdict Judge(IReadOnlyCollection<PeriodicTask> tasks)
    {
        var effort = new Effort(Effort.Usual);
        if (Load.Of(tasks, effort) is not { } load) return Verdict.Unknown;
        if (load > Load.Full) return Verdict.NotSchedulable;
        return tasks.ArePlain() && IsWithin(tasks, effort) ? Verdict.Schedulable : Verdict.Unknown;
    }

    /// Π (Cᵢ + Tᵢ) ≤ 2 Π Tᵢ.
    static bool IsWithin(IEnumerable<PeriodicTask> tasks, Effort effort)
    {
        var product = Load.Full;
        foreach (var task in tasks)
        {
            if (!effort.Spend(product.Size)) return false;
            var (time, period) = ((BigInteger)task.Wcet.Nanoseconds, (BigInteger)task.Period.Nanoseconds);
            product = new(product.Numerator * (time + period), product.Denominator * period);
        }
        return product <= 2 * Load.Full;
    }
}
