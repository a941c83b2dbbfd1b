using Timeslice.Des.Monitors;

namespace Timeslice.Experiments;

/// <summary>
/// The mean of one long run with its interval, from the means of batches that do not overlap; and whether to trust it.
/// </summary>
/// <remarks>
/// <para>
/// Observations of one run depend on their neighbours; means of long batches hardly do (Law and Kelton, "Simulation
/// Modeling and Analysis", ch. 9). There are 20 to 39 batches: more gain little (B. Schmeiser, 1982, "Batch size
/// effects in the analysis of simulation output", Oper. Res. 30). At 40, each two become one and batches are twice as
/// long from then on, so the memory is fixed, and nothing is allocated per observation.
/// </para>
/// <para>
/// The interval is not to be trusted while batches still depend on each other: when von Neumann's ratio, as the
/// estimate of the lag-1 autocorrelation that allows for the ends, is larger than chance gives in one case of ten
/// (G. S. Fishman, 1978, "Grouping observations in digital simulation", Management Science 24); or while there are
/// fewer than 20 batches. To pass is no proof: a run that is far too short may not show how slowly it varies.
/// </para>
/// </remarks>
public sealed class BatchMeans : IMonitor
{
    const int Fewest = 20, Most = 2 * Fewest;

    // The normal distribution's 90 % point.
    const double OneInTen = 1.2815515655446004;

    // Observations are told from the first, so that rounding makes no difference between what does not differ.
    readonly double[] sums = new double[Most];
    double first, open;
    long inOpen;

    public long Count => Batches * BatchSize + inOpen;

    /// <summary>Complete batches, at most 39; what has not filled one yet is in no statistic.</summary>
    public int Batches { get; private set; }

    /// <summary>Observations in a batch: a power of two.</summary>
    public long BatchSize { get; private set; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or NaN.</exception>
    public void Add(double observed)
    {
        if (!double.IsFinite(observed))
            throw new ArgumentOutOfRangeException(nameof(observed), observed, "must be a finite number");
        if (Count == 0) first = observed;
        open += observed - first;
        if (++inOpen < BatchSize) return;
        sums[Batches++] = open;
        (open, inOpen) = (0, 0);
        if (Batches == Most) JoinPairs();
    }

    /// <summary>
    /// The correlation of neighbouring batches, allowing for the ends: 1 − von Neumann's ratio / 2. NaN of fewer
    /// than three batches; 0 where all are equal.
    /// </summary>
    public double Lag1
    {
        get
        {
            if (Batches < 3) return double.NaN;
            var complete = sums[..Batches];
            var mean = complete.Average();
            var squares = complete.Sum(sum => (sum - mean) * (sum - mean));
            var steps = complete.Zip(complete.Skip(1), (one, next) => (next - one) * (next - one)).Sum();
            return squares == 0 ? 0 : 1 - steps / squares / 2;
        }
    }

    /// <summary>Whether there are 20 batches and none of the signs that they depend on each other.</summary>
    public bool IsTrusted =>
        Batches >= Fewest && Lag1 <= OneInTen * Math.Sqrt((Batches - 2.0) / (Batches * Batches - 1.0));

    /// <summary>
    /// The mean over complete batches with its 95 % interval by Student's t; at least one batch is needed.
    /// </summary>
    /// <param name="unit">The unit of what was observed: <c>s</c>, <c>1</c>, …</param>
    public Estimate Estimate(string unit)
    {
        if (Batches == 0) throw new InvalidOperationException("nothing has been observed: there is no mean");
        return new Statistics().Estimate(unit, [.. sums.Take(Batches).Select(sum => first + sum / BatchSize)]);
    }

    /// <summary>Forgets all, at the end of the warm-up.</summary>
    public void Restart() => (Batches, BatchSize, open, inOpen) = (0, 1, 0, 0);

    void JoinPairs()
    {
        for (var i = 0; i < Fewest; i++) sums[i] = sums[2 * i] + sums[2 * i + 1];
        Batches = Fewest;
        BatchSize *= 2;
    }
}
