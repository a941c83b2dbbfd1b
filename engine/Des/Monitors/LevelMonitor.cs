namespace Timeslice.Des.Monitors;

/// <summary>
/// A number that changes over time, such as a queue's length: each value counts for as long as it lasts. Where only
/// the mean and the maximum of a whole number are asked for, <see cref="TimeWeighted"/> is faster.
/// </summary>
/// <remarks>
/// Quantiles of whole numbers up to 2048 are exact; others are less than 0.1 % nearer to 0 than the exact one. The
/// memory is bounded: up to 12 KiB for each power of two that the values span. All is read as of now.
/// </remarks>
/// <param name="simulation">Whose clock it is.</param>
/// <param name="initial">The value that it has now.</param>
public sealed class LevelMonitor(Simulation simulation, double initial = 0) : IMonitor
{
    readonly QuantileSketch sketch = new(keep: 0);
    Moments moments;
    long start = simulation.Now.Nanoseconds, since = simulation.Now.Nanoseconds;

    // The sketch's sums are whole nanoseconds: reading may bring them up to date and change no later result. The
    // moments round, so only a change of the value moves them.
    long sketched = simulation.Now.Nanoseconds;

    public double Value { get; private set; } = Finite(initial);

    /// <summary>The least value, however short.</summary>
    public double Min { get; private set; } = initial;

    /// <summary>The greatest value, however short.</summary>
    public double Max { get; private set; } = initial;

    /// <summary>The time watched.</summary>
    public Duration Elapsed => new(Now - start);

    /// <summary>The average over time; NaN when no time has passed.</summary>
    public double Mean => Elapsed == Duration.Zero ? double.NaN : UpToNow().Mean;

    /// <summary>The variance over time, ∫ (value − mean)² dt / time; NaN when no time has passed.</summary>
    public double Variance => Elapsed == Duration.Zero ? double.NaN : UpToNow().Deviations / Elapsed.Nanoseconds;

    public double StandardDeviation => Math.Sqrt(Variance);

    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or NaN.</exception>
    public void Set(double value)
    {
        var next = Finite(value);
        Sketch();
        moments = UpToNow();
        since = Now;
        Value = next;
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
    }

    /// <summary>Raises the value, or lowers it by a negative number.</summary>
    public void Change(double by) => Set(Value + by);

    /// <summary>
    /// The least value that was not exceeded for a share <paramref name="p"/> of the time; NaN when none has passed.
    /// </summary>
    /// <param name="p">From 0 to 1.</param>
    public double Quantile(double p)
    {
        Sketch();
        return sketch.Quantile(p, Min, Max);
    }

    /// <summary>Equal bars from the minimum to the maximum, in nanoseconds; none when no time has passed.</summary>
    public IReadOnlyList<Bin> Histogram(int bars)
    {
        Sketch();
        return sketch.Histogram(bars, Min, Max);
    }

    public void Restart()
    {
        sketch.Clear();
        moments = default;
        start = since = sketched = Now;
        Min = Max = Value;
    }

    long Now => simulation.Now.Nanoseconds;

    Moments UpToNow()
    {
        var all = moments;
        all.Add(Value, Now - since);
        return all;
    }

    void Sketch()
    {
        if (Now > sketched) sketch.Add(Value, Now - sketched);
        sketched = Now;
    }

    static double Finite(double value) => double.IsFinite(value) ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "must be a finite number");
}
