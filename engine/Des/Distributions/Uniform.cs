namespace Timeslice.Des.Distributions;

/// <summary>Any value between two bounds is equally likely.</summary>
/// <param name="from">The lower bound.</param>
/// <param name="to">The upper bound, not below the lower one.</param>
public sealed class Uniform(Quantity from, Quantity to) : Distribution
{
    readonly double low = from.Value;
    readonly double width =
        Require(to.Value >= from.Value, to.Value, nameof(to), "must not lie below `from`") - from.Value;

    public override double Mean => low + width / 2;
    public override double Most => low + width;
    public override double Sample(ref RandomStream random) => low + width * random.NextUniform();
}
