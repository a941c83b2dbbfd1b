namespace Timeslice.Des.Distributions;

/// <summary>
/// A law by which a quantity varies: one uniform number per variate, by inversion, so that variants stay paired.
/// </summary>
public abstract class Distribution
{
    /// <summary>The expected value, in the base unit of the quantity; infinite where there is none.</summary>
    public abstract double Mean { get; }

    /// <summary>What no variate exceeds, in the base unit of the quantity; infinite where nothing bounds it.</summary>
    public virtual double Most => double.PositiveInfinity;

    /// <summary>One variate, in the base unit of the quantity.</summary>
    public abstract double Sample(ref RandomStream random);

    /// <summary>Refuses a parameter of a distribution, saying what it must be.</summary>
    protected static double Require(bool holds, double value, string parameter, string rule) =>
        holds ? value : throw new ArgumentOutOfRangeException(parameter, value, rule);
}
