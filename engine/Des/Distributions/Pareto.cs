namespace Timeslice.Des.Distributions;

/// <summary>A heavy tail: P(X > x) = (minimum / x)^shape, sampled as minimum · u^(−1/shape).</summary>
/// <param name="minimum">The smallest value, above 0.</param>
/// <param name="shape">The tail index, above 0: the mean is finite above 1, the variance above 2.</param>
public sealed class Pareto(Quantity minimum, double shape) : Distribution
{
    readonly double scale = Require(minimum.Value > 0, minimum.Value, nameof(minimum), "must be above 0");
    readonly double exponent = -1 / Require(shape > 0, shape, nameof(shape), "must be above 0");

    public override double Mean => shape > 1 ? scale * shape / (shape - 1) : double.PositiveInfinity;
    public override double Sample(ref RandomStream random) => scale * Elementary.Pow(random.NextUniform(), exponent);
}
