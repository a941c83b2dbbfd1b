namespace Timeslice.Des.Distributions;

/// <summary>
/// How often something is tried until it ends, when it ends after each with the same probability, 1/mean: 1, 2, 3, …
/// </summary>
/// <param name="mean">The mean, from 1.</param>
public sealed class Geometric(Quantity mean) : Distribution
{
    readonly double mean = Require(mean.Value >= 1, mean.Value, nameof(mean), "must be at least 1");

    // ln of the probability to go on; −∞ where it never does.
    readonly double goesOn = mean.Value > 1 ? Elementary.Log(1 - 1 / mean.Value) : double.NegativeInfinity;

    public override double Mean => mean;

    public override double Sample(ref RandomStream random)
    {
        var drawn = Elementary.Log(random.NextUniform());
        return double.IsInfinity(goesOn) ? 1 : Math.Max(1, Math.Ceiling(drawn / goesOn));
    }
}
