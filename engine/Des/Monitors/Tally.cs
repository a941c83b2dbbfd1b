using System.Numerics;

namespace Timeslice.Des.Monitors;

/// <summary>
/// Observed durations: count, mean, variance, least and greatest, all exact; quantiles and histogram.
/// </summary>
/// <remarks>
/// Quantiles and memory are those of a <see cref="SampleMonitor"/>. Sums are whole numbers, so it does not matter in
/// which order durations were observed or tallies joined. The name is that of Simula's and SSJ's statistics of
/// observations.
/// </remarks>
public sealed class Tally : IMonitor
{
    readonly QuantileSketch nanoseconds = new(SampleMonitor.Kept, whole: true);
    Int128 sum;

    // Σ ns² is carries × 2^128 + squares.
    UInt128 squares;
    long carries;

    public long Count => nanoseconds.Total;
    public Duration Min { get; private set; } = Duration.Max;
    public Duration Max { get; private set; }

    /// <summary>The mean in seconds, or NaN when nothing was observed.</summary>
    public double Mean => Count == 0 ? double.NaN : (double)sum / Count / 1e9;

    /// <summary>The sample's variance (n − 1) in square seconds, or NaN of fewer than two.</summary>
    public double Variance
    {
        get
        {
            if (Count < 2) return double.NaN;
            var deviations = Count * (((BigInteger)carries << 128) + squares) - (BigInteger)sum * sum;
            return (double)deviations / Count / (Count - 1) / 1e18;
        }
    }

    /// <summary>In seconds.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    public void Add(Duration observed)
    {
        var ns = observed.Nanoseconds;
        if (Count == 0) Min = Max = observed;
        else if (observed < Min) Min = observed;
        else if (observed > Max) Max = observed;
        // Of a free lock every wait is 0.
        if (ns == 0)
        {
            nanoseconds.AddZero();
            return;
        }
        sum += ns;
        AddSquares((UInt128)Math.BigMul(ns, ns));
        nanoseconds.Add(ns);
    }

    /// <summary>
    /// The least observation that a share <paramref name="p"/> of all does not exceed, in seconds; NaN of none.
    /// </summary>
    /// <param name="p">From 0 (the minimum) to 1 (the maximum).</param>
    public double Quantile(double p) => p == 1 && Count > 0 ? Max.Seconds
        : nanoseconds.Quantile(p, Min.Nanoseconds, Max.Nanoseconds) / 1e9;

    /// <summary>Equal bars from the least to the greatest, with edges in seconds.</summary>
    public IReadOnlyList<Bin> Histogram(int bars) =>
        [.. nanoseconds.Histogram(bars, Min.Nanoseconds, Max.Nanoseconds)
            .Select(bin => new Bin(bin.From / 1e9, bin.To / 1e9, bin.Weight))];

    /// <summary>All that several have observed, as if one had.</summary>
    public static Tally Of(IEnumerable<Tally> parts)
    {
        var all = new Tally();
        foreach (var part in parts) all.Join(part);
        return all;
    }

    public void Restart()
    {
        nanoseconds.Clear();
        (sum, squares, carries, Min, Max) = (0, 0, 0, Duration.Max, Duration.Zero);
    }

    void Join(Tally other)
    {
        if (other.Count == 0) return;
        if (Count == 0 || other.Max > Max) Max = other.Max;
        Min = Duration.Min(Min, other.Min);
        sum += other.sum;
        AddSquares(other.squares);
        carries += other.carries;
        nanoseconds.Join(other.nanoseconds);
    }

    void AddSquares(UInt128 more)
    {
        squares += more;
        if (squares < more) carries++;
    }
}
