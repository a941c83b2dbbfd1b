namespace Timeslice.Des.Distributions;

/// <summary>Always the same value. A bare quantity means this.</summary>
/// <param name="value">The value.</param>
public sealed class Constant(Quantity value) : Distribution
{
    public override double Mean => value.Value;
    public override double Most => value.Value;
    public override double Sample(ref RandomStream random) => value.Value;
}
