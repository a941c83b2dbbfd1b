namespace Timeslice.Des.Distributions;

/// <summary>
/// The time between events that happen independently at a constant rate (Poisson arrivals): −mean · ln u.
/// </summary>
/// <param name="mean">The mean, above 0.</param>
public sealed class Exponential(Quantity mean) : Distribution
{
    readonly double scale = Require(mean.Value > 0, mean.Value, nameof(mean), "must be above 0");

    public override double Mean => scale;
    public override double Sample(ref RandomStream random) => -scale * Elementary.Log(random.NextUniform());
}
