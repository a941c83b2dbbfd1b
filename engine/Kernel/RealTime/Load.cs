using System.Numerics;

namespace Timeslice.Kernel.RealTime;

/// <summary>A share of CPUs, as an exact fraction: 13/14 of one, 3/2 of two. Never negative.</summary>
public sealed record Load : IComparable<Load>
{
    public static readonly Load None = new(0, 1);

    /// <summary>All of one CPU.</summary>
    public static readonly Load Full = new(1, 1);

    internal Load(BigInteger numerator, BigInteger denominator)
    {
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, Denominator) = (numerator / common, denominator / common);
    }

    /// <summary>In lowest terms.</summary>
    public BigInteger Numerator { get; }

    /// <summary>In lowest terms.</summary>
    public BigInteger Denominator { get; }

    /// <summary>The load of tasks together: their utilization, Σ C / T.</summary>
    public static Load Of(IEnumerable<PeriodicTask> tasks) => Of(tasks, new Effort(long.MaxValue))!;

    /// <summary>The same; null when adding is too much work.</summary>
    internal static Load? Of(IEnumerable<PeriodicTask> tasks, Effort effort)
    {
        var sum = None;
        foreach (var task in tasks)
        {
            if (!effort.Spend(sum.Size)) return null;
            sum += task.Load;
        }
        return sum;
    }

    /// <summary>For show; 1e-15 of it may be lost.</summary>
    public double Value
    {
        get
        {
            // 1000 leading bits are more than enough, and a double holds such numbers.
            var shift = (int)Math.Max(0, Denominator.GetBitLength() - 1000);
            return (double)(Numerator >> shift) / (double)(Denominator >> shift);
        }
    }

    /// <summary>What it costs to add to it, as reducing a fraction goes: the square of its length in words.</summary>
    internal long Size
    {
        get
        {
            var words = Denominator.GetBitLength() / 64 + 1;
            return words * words;
        }
    }

    public static Load operator +(Load a, Load b) =>
        new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Load operator *(long factor, Load load) => factor >= 0
        ? new(factor * load.Numerator, load.Denominator)
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "must be at least 0");

    public static bool operator <(Load a, Load b) => a.CompareTo(b) < 0;
    public static bool operator >(Load a, Load b) => a.CompareTo(b) > 0;
    public static bool operator <=(Load a, Load b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Load a, Load b) => a.CompareTo(b) >= 0;

    public int CompareTo(Load? other) => other is null
        ? 1
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public override string ToString() => $"{Numerator}/{Denominator}";
}
