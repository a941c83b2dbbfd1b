using System.Numerics;

namespace Timeslice.Des;

/// <summary>Observed durations: count, exact sum, least, greatest, and quantiles to within 0.8 %.</summary>
/// <remarks>
/// Quantiles come from a histogram of 128 buckets per power of two, the form of
/// HdrHistogram (Gil Tene), allocated at first use.
/// </remarks>
public sealed class Tally
{
    const int StepBits = 7;
    const int Steps = 1 << StepBits;

    long[] buckets = [];
    Int128 sum;

    public long Count { get; private set; }
    public Duration Min { get; private set; } = Duration.Max;
    public Duration Max { get; private set; }

    /// <summary>The mean in seconds, or NaN when nothing was observed.</summary>
    public double Mean => Count == 0 ? double.NaN : (double)sum / Count / 1e9;

    public void Add(Duration observed)
    {
        var ns = observed.Nanoseconds;
        var bucket = Bucket(ns);
        if (bucket >= buckets.Length) Array.Resize(ref buckets, Math.Max(bucket + 1, buckets.Length * 2));
        buckets[bucket]++;
        Count++;
        sum += ns;
        if (observed < Min) Min = observed;
        if (observed > Max) Max = observed;
    }

    /// <summary>
    /// The smallest bucket's upper end below which a share <paramref name="p"/> of
    /// the observations lies, in seconds; NaN of none.
    /// </summary>
    public double Quantile(double p)
    {
        if (Count == 0) return double.NaN;
        var rank = Math.Max(1, (long)Math.Ceiling(p * Count));
        var bucket = 0;
        for (var seen = buckets[0]; seen < rank; seen += buckets[bucket]) bucket++;
        return Math.Clamp(UpperEnd(bucket), Min.Nanoseconds, Max.Nanoseconds) / 1e9;
    }

    /// <summary>All that several have observed, as one.</summary>
    public static Tally Of(IEnumerable<Tally> parts)
    {
        var all = new Tally();
        foreach (var part in parts) all.Merge(part);
        return all;
    }

    void Merge(Tally other)
    {
        if (other.buckets.Length > buckets.Length) Array.Resize(ref buckets, other.buckets.Length);
        for (var i = 0; i < other.buckets.Length; i++) buckets[i] += other.buckets[i];
        Count += other.Count;
        sum += other.sum;
        Min = Duration.Min(Min, other.Min);
        if (other.Max > Max) Max = other.Max;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(buckets);
        (Count, sum, Min, Max) = (0, 0, Duration.Max, Duration.Zero);
    }

    static int Bucket(long ns)
    {
        var shift = Math.Max(0, 63 - BitOperations.LeadingZeroCount((ulong)ns | 1) - StepBits);
        return shift * Steps + (int)(ns >> shift);
    }

    static long UpperEnd(int bucket)
    {
        if (bucket < 2 * Steps) return bucket;
        var shift = bucket / Steps - 1;
        return ((bucket - shift * (long)Steps + 1) << shift) - 1;
    }
}
