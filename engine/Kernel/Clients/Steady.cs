namespace Timeslice.Kernel.Clients;

/// <summary>Always the same rate; written as that alone.</summary>
/// <param name="rate">Above 0.</param>
public sealed class Steady(Frequency rate) : Intensity
{
    readonly double perSecond = Checked([rate], nameof(rate))[0];

    internal override void Advance(ref Course course, double expected) => course.TryPass(perSecond, ref expected);
}
