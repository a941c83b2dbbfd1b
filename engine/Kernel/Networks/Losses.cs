using Timeslice.Des;

namespace Timeslice.Kernel.Networks;

/// <summary>Which packets are lost: each with the same probability p, whatever becomes of the others.</summary>
/// <remarks>
/// How many go until the next is lost is geometric, and drawn at once by inversion, ⌊ln u / ln(1 − p)⌋ that arrive: one
/// number for each packet lost, not for each packet.
/// </remarks>
sealed class Losses
{
    readonly double logOfArrival;
    RandomStream random;
    long untilNext = long.MaxValue;

    /// <param name="share">p, from 0 to 1.</param>
    /// <param name="key">Names the random stream.</param>
    public Losses(double share, ulong key)
    {
        random = new(key);
        logOfArrival = share < 1 ? Elementary.Log(1 - share) : double.NegativeInfinity;
        if (share > 0) untilNext = Draw();
    }

    /// <summary>How many packets arrive before the next one that is lost.</summary>
    public long UntilNext => untilNext;

    /// <summary>So many packets go by, of which none is lost; at most <see cref="UntilNext"/>.</summary>
    public void Pass(long packets)
    {
        if (untilNext != long.MaxValue) untilNext -= packets;
    }

    /// <summary>The one that is lost goes by.</summary>
    public void Lose() => untilNext = Draw();

    long Draw()
    {
        var arrive = Elementary.Log(random.NextUniform()) / logOfArrival;
        // Of shares below 2^-53 the logarithm is 0: none is lost.
        return arrive is >= 0 and < 1e18 ? (long)arrive : long.MaxValue;
    }
}
