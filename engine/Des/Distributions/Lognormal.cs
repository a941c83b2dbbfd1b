namespace Timeslice.Des.Distributions;

/// <summary>A quantity whose logarithm is normal: skewed to the right, as service times and sizes often are.</summary>
/// <param name="mean">The mean of the quantity itself, above 0.</param>
/// <param name="sigma">The standard deviation of its logarithm (a plain number), 0 or above.</param>
public sealed class Lognormal(Quantity mean, double sigma) : Distribution
{
    // E[exp(N(m, s²))] = exp(m + s²/2), so the median is mean · exp(−s²/2).
    readonly double median = Require(mean.Value > 0, mean.Value, nameof(mean), "must be above 0")
        * Elementary.Exp(-Require(sigma >= 0, sigma, nameof(sigma), "must be 0 or above") * sigma / 2);

    public override double Mean => mean.Value;
    public override double Sample(ref RandomStream random) =>
        median * Elementary.Exp(sigma * StandardNormal.Quantile(random.NextUniform()));
}
