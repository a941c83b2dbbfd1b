using MathNet.Numerics.Distributions;

namespace Timeslice.Experiments;

/// <summary>Means and confidence intervals over independent replications.</summary>
public sealed class Statistics
{
    // The quantile takes microseconds to find, and every metric of every point asks for the same one.
    readonly Dictionary<int, double> quantiles = [];

    /// <summary>
    /// The mean and its 95 % interval by Student's t with n − 1 degrees of
    /// freedom; no interval from fewer than two values.
    /// </summary>
    public Estimate Estimate(string unit, IReadOnlyList<double> values)
    {
        var mean = values.Sum() / values.Count;
        if (values.Count < 2) return new(unit, values, mean, null, null);
        var squares = values.Sum(value => (value - mean) * (value - mean));
        var half = StudentQuantile(values.Count - 1) * Math.Sqrt(squares / (values.Count - 1) / values.Count);
        return new(unit, values, mean, mean - half, mean + half);
    }

    double StudentQuantile(int degreesOfFreedom)
    {
        if (!quantiles.TryGetValue(degreesOfFreedom, out var quantile))
            quantiles[degreesOfFreedom] = quantile = StudentT.InvCDF(0, 1, degreesOfFreedom, p: 0.975);
        return quantile;
    }
}
