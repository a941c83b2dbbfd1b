using System.Runtime.CompilerServices;

namespace Timeslice.Des.Monitors;

/// <summary>
/// Numbers with weights, for quantiles: all of them while they are few, then in buckets less than 0.1 % wide.
/// </summary>
/// <remarks>
/// <para>
/// The quantile is the inverse of the empirical distribution function, definition 1 of Hyndman and Fan (1996),
/// "Sample quantiles in statistical packages" (nearest rank; R1 in R and MathNet): the least number that a share p of
/// the weight does not exceed. It is always a number that occurred, and means the same for counts and for times.
/// </para>
/// <para>
/// In buckets, a number stands for itself rounded towards 0 to 11 binary digits. Rounding keeps the order, so a
/// quantile of the rounded is the rounded quantile: its error is below 1/1024, however many are joined, in any order.
/// </para>
/// </remarks>
/// <param name="keep">How many numbers are kept as they are, before they go into buckets.</param>
/// <param name="whole">All numbers will be whole, which saves memory.</param>
sealed class QuantileSketch(int keep, bool whole = false)
{
    // A share of a total is a whole rank also where the product of doubles misses it by a hair: 0.07 × 100.
    const double Hair = 1e-12;

    double[] kept = [];
    LogLinearBuckets negative = new(whole), positive = new(whole);
    long zeros;
    int few;
    bool bucketed;

    /// <summary>The sum of the weights.</summary>
    public long Total { get; private set; }

    public void Add(double number)
    {
        if (!bucketed && few < keep)
        {
            Keep(number);
            return;
        }
        if (!bucketed) PutAllKept();
        Total++;
        Put(number, 1);
    }

    /// <summary>The most frequent number of all, with no way to its bucket.</summary>
    public void AddZero()
    {
        if (!bucketed)
        {
            Add(0);
            return;
        }
        Total++;
        zeros++;
    }

    /// <summary>What has a weight is not kept: it goes into its bucket.</summary>
    public void Add(double number, long weight)
    {
        if (!bucketed) PutAllKept();
        Total += weight;
        Put(number, weight);
    }

    /// <summary>NaN of nothing.</summary>
    /// <param name="p">The share of the weight, from 0 to 1.</param>
    /// <param name="least">The least number, which rounding must not pass.</param>
    /// <param name="greatest">The greatest number.</param>
    public double Quantile(double p, double least, double greatest)
    {
        if (!(p is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "must be from 0 to 1");
        if (Total == 0) return double.NaN;
        var rank = Rank(p);
        var passed = 0L;
        foreach (var (number, weight) in Ascending())
            if ((passed += weight) >= rank) return Math.Clamp(number, least, greatest);
        throw new InvalidOperationException($"weights sum to {passed}, not to {Total}");
    }

    /// <summary>Equal bars from <paramref name="least"/> to <paramref name="greatest"/>; none of nothing.</summary>
    public IReadOnlyList<Bin> Histogram(int bars, double least, double greatest)
    {
        if (bars < 1) throw new ArgumentOutOfRangeException(nameof(bars), bars, "must be at least 1");
        if (Total == 0) return [];
        var width = greatest / bars - least / bars;
        var weights = new long[bars];
        foreach (var (number, weight) in Ascending())
            weights[width > 0 ? (int)Math.Clamp((number - least) / width, 0, bars - 1) : 0] += weight;
        double Edge(int bar) => bar == bars ? greatest : least + bar * width;
        return [.. weights.Select((weight, bar) => new Bin(Edge(bar), Edge(bar + 1), weight))];
    }

    public void Join(QuantileSketch other)
    {
        if (!bucketed && !other.bucketed && few + other.few <= keep)
        {
            foreach (var number in other.kept.AsSpan(0, other.few)) Keep(number);
            return;
        }
        if (!bucketed) PutAllKept();
        foreach (var number in other.kept.AsSpan(0, other.few)) Put(number, 1);
        negative.Add(other.negative);
        positive.Add(other.positive);
        zeros += other.zeros;
        Total += other.Total;
    }

    public void Clear()
    {
        negative.Clear();
        positive.Clear();
        (few, zeros, Total, bucketed) = (0, 0, 0, false);
    }

    void Keep(double number)
    {
        if (few == kept.Length) Array.Resize(ref kept, Math.Clamp(few * 2, Math.Min(4, keep), keep));
        kept[few++] = number;
        Total++;
    }

    void PutAllKept()
    {
        bucketed = true;
        // The greatest first, then from the least: room for both extremes is made at once.
        Array.Sort(kept, 0, few);
        if (few > 0) Put(kept[few - 1], 1);
        for (var i = 0; i < few - 1; i++) Put(kept[i], 1);
        few = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Put(double number, long weight)
    {
        if (number > 0) positive.Add(number, weight);
        else if (number < 0) negative.Add(-number, weight);
        else zeros += weight;
    }

    IEnumerable<(double Number, long Weight)> Ascending()
    {
        if (bucketed)
            return negative.Ascending().Reverse().Select(its => (-its.Number, its.Weight))
                .Append((0, zeros)).Concat(positive.Ascending());
        // Their order is nobody's but ours.
        Array.Sort(kept, 0, few);
        return kept.Take(few).Select(number => (number, 1L));
    }

    long Rank(double p)
    {
        var rank = p * Total;
        var nearest = Math.Round(rank);
        return Math.Clamp((long)(Math.Abs(rank - nearest) <= Hair * rank ? nearest : Math.Ceiling(rank)), 1, Total);
    }
}
