namespace Timeslice.Des.Monitors;

/// <summary>
/// Observed numbers, each counting alike: mean, variance, extremes, quantiles, histogram. Durations have a
/// <see cref="Tally"/>, what changes over time a <see cref="LevelMonitor"/>.
/// </summary>
/// <remarks>
/// Quantiles are exact up to <see cref="Kept"/> observations, then less than 0.1 % nearer to 0 than the exact one.
/// The memory is bounded: 8 KiB, and up to 12 KiB for each power of two that the observations span. Nothing is
/// allocated for an observation once that span has been seen. Statistics that need more observations are NaN.
/// </remarks>
public sealed class SampleMonitor : IMonitor
{
    /// <summary>How many observations are kept as they are: 1024.</summary>
    public const int Kept = 1024;

    readonly QuantileSketch sketch = new(Kept);
    Moments moments;
    double min, max;

    public long Count => sketch.Total;
    public double Min => Count == 0 ? double.NaN : min;
    public double Max => Count == 0 ? double.NaN : max;
    public double Mean => Count == 0 ? double.NaN : moments.Mean;

    /// <summary>The sample's variance, with n − 1; it takes two observations.</summary>
    public double Variance => Count < 2 ? double.NaN : moments.Deviations / (Count - 1);

    public double StandardDeviation => Math.Sqrt(Variance);

    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or NaN.</exception>
    public void Add(double observed)
    {
        if (!double.IsFinite(observed))
            throw new ArgumentOutOfRangeException(nameof(observed), observed, "must be a finite number");
        if (Count == 0) min = max = observed;
        else if (observed < min) min = observed;
        else if (observed > max) max = observed;
        moments.Add(observed);
        sketch.Add(observed);
    }

    /// <summary>
    /// The least observation that a share <paramref name="p"/> of all does not exceed: definition 1 of Hyndman and
    /// Fan (1996), nearest rank.
    /// </summary>
    /// <param name="p">From 0 (the minimum) to 1 (the maximum).</param>
    public double Quantile(double p) => p == 0 ? Min : p == 1 ? Max : sketch.Quantile(p, Min, Max);

    /// <summary>Equal bars from the minimum to the maximum; edges are as exact as quantiles.</summary>
    public IReadOnlyList<Bin> Histogram(int bars) => sketch.Histogram(bars, Min, Max);

    /// <summary>All that several have observed, as if one had.</summary>
    public static SampleMonitor Of(IEnumerable<SampleMonitor> parts)
    {
        var all = new SampleMonitor();
        foreach (var part in parts) all.Join(part);
        return all;
    }

    public void Restart()
    {
        sketch.Clear();
        moments = default;
    }

    void Join(SampleMonitor other)
    {
        if (other.Count == 0) return;
        (min, max) = Count == 0 ? (other.min, other.max) : (Math.Min(min, other.min), Math.Max(max, other.max));
        moments.Join(other.moments);
        sketch.Join(other.sketch);
    }
}
