using Timeslice.Des.Distributions;

namespace Timeslice.Des;

/// <summary>What models in C# draw from their streams: <c>self.Random.Exponential(2.Ms)</c>.</summary>
/// <remarks>
/// One uniform number each, and the same durations as the distributions of the same names give. Nothing is allocated.
/// </remarks>
public static class Draws
{
    extension(ref RandomStream random)
    {
        /// <param name="mean">Above 0.</param>
        public Duration Exponential(Duration mean) => mean > Duration.Zero
            ? RandomDuration.Rounded(Distributions.Exponential.Sample(ref random, mean.Nanoseconds))
            : throw new ArgumentOutOfRangeException(nameof(mean), mean, "must be above 0");

        /// <param name="from">The lower bound.</param>
        /// <param name="to">The upper bound, not below the lower one.</param>
        public Duration Uniform(Duration from, Duration to) => to >= from
            ? RandomDuration.Rounded(from.Nanoseconds + (double)(to - from).Nanoseconds * random.NextUniform())
            : throw new ArgumentOutOfRangeException(nameof(to), to, $"must not lie below {from}");

        /// <summary>The bell curve, cut off at 0.</summary>
        /// <param name="mean">The mean.</param>
        /// <param name="sigma">The standard deviation, 0 or above.</param>
        public Duration Normal(Duration mean, Duration sigma) => sigma >= Duration.Zero
            ? RandomDuration.Rounded(
                mean.Nanoseconds + sigma.Nanoseconds * StandardNormal.Quantile(random.NextUniform()))
            : throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "must be 0 or above");

        /// <summary>A whole number: each between the two, and they themselves, is as likely.</summary>
        /// <param name="least">The smallest.</param>
        /// <param name="most">The largest, not below the smallest.</param>
        public int Whole(int least, int most) => most >= least
            ? (int)(least + (long)(((long)most - least + 1) * random.NextUniform()))
            : throw new ArgumentOutOfRangeException(nameof(most), most, $"must not be less than {least}");
    }
}
