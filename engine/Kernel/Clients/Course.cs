using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>How far a rate that varies has come in one run.</summary>
/// <remarks>
/// Instants are kept as a whole number of nanoseconds and a small rest with fractions: over the longest run no rounding
/// adds up.
/// </remarks>
struct Course
{
    const double Second = 1e9, Small = 1L << 32;

    /// <summary>Nanoseconds since the load began, without the rest.</summary>
    public long Whole { get; private set; }

    /// <summary>The rest; infinite where nothing comes any more.</summary>
    public double Rest { get; private set; }

    /// <summary>In which of its phases the rate is, and until when, as a rest.</summary>
    public int Phase;
    public double PhaseEnds;

    /// <summary>Where the rate itself is random.</summary>
    public RandomStream Random;

    /// <summary>In nanoseconds since the load began, rounded; null: never, or in more than 292 years.</summary>
    public readonly long? At =>
        Rest < long.MaxValue - Whole ? Whole + (long)Math.Round(Rest) : null;

    /// <summary>Whether so much is expected, at a rate per second, before the phase ends.</summary>
    /// <param name="expected">What is expected after it.</param>
    public bool TryPass(double perSecond, ref double expected)
    {
        var until = perSecond > 0 ? Rest + expected / perSecond * Second : double.PositiveInfinity;
        if (until <= PhaseEnds)
        {
            PassTo(until);
            return true;
        }
        expected -= (PhaseEnds - Rest) / Second * perSecond;
        PassTo(PhaseEnds);
        return false;
    }

    /// <summary>Time passes.</summary>
    /// <param name="rest">Until when, as a rest.</param>
    public void PassTo(double rest)
    {
        Rest = rest;
        if (rest < Small || rest >= long.MaxValue - Whole) return;
        var more = (long)rest;
        Whole += more;
        Rest -= more;
        PhaseEnds -= more;
    }
}
