using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>
/// How many arrivals are expected per unit of time, and how that varies. Arrivals come where the expected number has
/// risen by what the kind of arrivals says: the change of time of a point process. One kind a file.
/// </summary>
/// <remarks>It keeps nothing of a run: that is in the course.</remarks>
public abstract class Intensity
{
    public static implicit operator Intensity(Frequency rate) => new Steady(rate);

    /// <summary>The beginning of a run.</summary>
    internal virtual Course Begin(ulong key) => new() { PhaseEnds = double.PositiveInfinity };

    /// <summary>Goes on to where so many more arrivals are expected; to infinity where they never are.</summary>
    internal abstract void Advance(ref Course course, double expected);

    /// <summary>A rate that must be 0 or above.</summary>
    private protected static double Checked(Frequency rate, string option) =>
        rate.PerSecond >= 0 && double.IsFinite(rate.PerSecond) ? rate.PerSecond
            : throw new ArgumentOutOfRangeException(option, rate.PerSecond, "must not be below 0");

    /// <summary>Several, of which one must be above 0.</summary>
    private protected static double[] Checked(IReadOnlyList<Frequency> rates, string option)
    {
        double[] all = [.. rates.Select(rate => Checked(rate, option))];
        return all.Any(rate => rate > 0) ? all
            : throw new ArgumentException("must name a rate above 0", option);
    }
}
