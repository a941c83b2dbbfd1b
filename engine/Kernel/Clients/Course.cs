using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>How far a rate that varies has come in one run.</summary>
struct Course
{
    const double Second = 1e9;

    /// <summary>In nanoseconds since the load began; fractions are kept, so that no rounding adds up.</summary>
    public double At;

    /// <summary>In which of its phases the rate is, and until when.</summary>
    public int Phase;
    public double PhaseEnds;

    /// <summary>Where the rate itself is random.</summary>
    public RandomStream Random;

    /// <summary>Whether so much is expected, at a rate per second, before the phase ends.</summary>
    /// <param name="expected">What is expected after it.</param>
    public bool TryPass(double perSecond, ref double expected)
    {
        var until = perSecond > 0 ? At + expected / perSecond * Second : double.PositiveInfinity;
        if (until <= PhaseEnds)
        {
            At = until;
            return true;
        }
        expected -= (PhaseEnds - At) / Second * perSecond;
        At = PhaseEnds;
        return false;
    }
}
