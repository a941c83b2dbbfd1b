namespace Timeslice.Experiments;

/// <summary>Where a series has settled: an aid to choose the warm-up, by the rule MSER-5.</summary>
/// <remarks>
/// <para>
/// K. P. White (1997), "An effective truncation heuristic for bias reduction in simulation output", Simulation 69(6);
/// with batches of 5 by K. P. White, M. J. Cobb and S. C. Spratt (2000), "A comparison of five steady-state truncation
/// heuristics for simulation", Proc. WSC. Of n means of 5 consecutive observations, those from d on are kept where
/// Σ (mean − their average)² / (n − d)² is least: where their standard error, as if they were independent, is.
/// </para>
/// <para>
/// Only the first half is searched. A minimum at its end says that the series is too short to show where it settles.
/// One run is noisy: give the average of several replications, observation by observation (Welch's way).
/// </para>
/// </remarks>
/// <param name="Observations">How many to leave out at the beginning: a multiple of 5.</param>
/// <param name="IsConclusive">Whether the series goes on long enough after that to be believed.</param>
public readonly record struct Mser5(int Observations, bool IsConclusive)
{
    const int Batch = 5;

    /// <summary>The truncation of a series; the last few observations that fill no batch do not count.</summary>
    /// <exception cref="ArgumentException">There are fewer than 10.</exception>
    public static Mser5 Of(ReadOnlySpan<double> series)
    {
        if (series.Length < 2 * Batch)
            throw new ArgumentException(
                $"takes at least {2 * Batch} observations; given: {series.Length}", nameof(series));
        var n = series.Length / Batch;
        var (best, least) = (0, double.PositiveInfinity);
        var (mean, squares) = (0.0, 0.0);
        // From the end, so that each batch joins those that are kept (Welford's recurrence). Of equals the first wins.
        for (var d = n - 1; d >= 0; d--)
        {
            var kept = n - d;
            var batch = Mean(series.Slice(d * Batch, Batch));
            var step = batch - mean;
            mean += step / kept;
            squares += step * (batch - mean);
            var statistic = squares / kept / kept;
            if (d <= n / 2 && statistic <= least) (best, least) = (d, statistic);
        }
        return new(best * Batch, best < n / 2);
    }

    static double Mean(ReadOnlySpan<double> batch)
    {
        var sum = 0.0;
        foreach (var observed in batch) sum += observed;
        return sum / batch.Length;
    }
}
