using System.Numerics;
using Timeslice.Des;

namespace Timeslice.Kernel.RealTime;

/// <summary>
/// The utilization up to which n tasks meet their deadlines under rate-monotonic priorities: n (2^(1/n) − 1).
/// </summary>
/// <remarks>
/// C. L. Liu and J. W. Layland, "Scheduling algorithms for multiprogramming in a hard-real-time environment",
/// J. ACM 20(1), 1973, theorem 5. Sufficient only: most sets above it are schedulable too.
/// </remarks>
public static class LiuLayland
{
    // (1 + U/n)^n has n times as many bits as U: 512 KiB are compared in milliseconds.
    const long LongestPower = 1 << 22;

    /// <summary>1 for one task, 0.828 for two, 0.780 for three; ln 2 = 0.693 in the limit.</summary>
    /// <param name="tasks">How many, from 1.</param>
    public static double Bound(int tasks) => tasks >= 1
        ? tasks * (Elementary.Pow(2, 1.0 / tasks) - 1)
        : throw new ArgumentOutOfRangeException(nameof(tasks), tasks, "must be at least 1");

    /// <summary>
    /// Schedulable below the bound, not above a whole CPU, unknown between; decided exactly. Unknown, too, where a
    /// deadline is shorter than its period, with jitter or blocking, and for fractions of millions of digits.
    /// </summary>
    public static Verdict Judge(IReadOnlyCollection<PeriodicTask> tasks)
    {
        if (Load.Of(tasks, new Effort(Effort.Usual)) is not { } load) return Verdict.Unknown;
        if (load > Load.Full) return Verdict.NotSchedulable;
        return tasks.ArePlain() && IsBelow(load, tasks.Count) ? Verdict.Schedulable : Verdict.Unknown;
    }

    /// (1 + U/n)^n ≤ 2, in whole numbers.
    static bool IsBelow(Load load, int tasks)
    {
        var whole = tasks * load.Denominator;
        return tasks * whole.GetBitLength() <= LongestPower
            && BigInteger.Pow(whole + load.Numerator, tasks) <= 2 * BigInteger.Pow(whole, tasks);
    }
}
