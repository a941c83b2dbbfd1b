using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>A rate that goes up and down as the days do: mean · (1 + swing · sin(2π t / period)).</summary>
/// <param name="mean">Above 0.</param>
/// <param name="swing">By which share of the mean it rises and falls, from 0 to 1.</param>
/// <param name="period">From one rise to the next, above 0.</param>
public sealed class Sinusoid(Frequency mean, double swing, Duration period) : Intensity
{
    const int Halvings = 64;

    // Per nanosecond.
    readonly double rate = Checked([mean], nameof(mean))[0] / 1e9;
    readonly double swing = swing is >= 0 and <= 1 ? swing
        : throw new ArgumentOutOfRangeException(nameof(swing), swing, "must be from 0 to 1");
    readonly long length = period > Duration.Zero ? period.Nanoseconds
        : throw new ArgumentOutOfRangeException(nameof(period), period, "must be above 0");

    internal override void Advance(ref Course course, double expected)
    {
        // Within one period what is expected rises as mean · period, whatever the swing.
        var since = course.Whole % length;
        var before = Expected(since + course.Rest);
        var (low, high) = (course.Rest, course.Rest + expected / rate + length);
        for (var i = 0; i < Halvings && low < high; i++)
        {
            var middle = low + (high - low) / 2;
            if (Expected(since + middle) - before < expected) low = middle;
            else high = middle;
        }
        course.PassTo(high);
    }

    // From the beginning of a period to an instant: mean · (t + swing · period / 2π · (1 − cos(2π t / period))).
    double Expected(double at)
    {
        var turns = at / length;
        return rate * (at + swing * length / (2 * Math.PI) * (1 - CosOfTurn(turns - Math.Floor(turns))));
    }

    // By its series, since the platform's own changes bits with the features of CPUs.
    static double CosOfTurn(double turn)
    {
        var half = turn > 0.5 ? 1 - turn : turn;
        var (sign, quarter) = half > 0.25 ? (-1, 0.5 - half) : (1, half);
        var square = 4 * Math.PI * Math.PI * quarter * quarter;
        var (term, sum) = (1.0, 1.0);
        for (var n = 1; n <= 12; n++) sum += term *= -square / ((2 * n - 1) * (2 * n));
        return sign * sum;
    }
}
