namespace Timeslice.Des.Distributions;

/// <summary>
/// The bell curve. A duration or a count below 0 is taken as 0, which shifts the mean where sigma is not small.
/// </summary>
/// <param name="mean">The mean.</param>
/// <param name="sigma">The standard deviation, 0 or above, in the unit of the mean.</param>
public sealed class Normal(Quantity mean, Quantity sigma) : Distribution
{
    readonly double deviation = Require(sigma.Value >= 0, sigma.Value, nameof(sigma), "must be 0 or above");

    public override double Mean => mean.Value;
    public override double Sample(ref RandomStream random) =>
        mean.Value + deviation * StandardNormal.Quantile(random.NextUniform());
}
