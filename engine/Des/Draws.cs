using Timeslice.Des.Distributions;

namespace Timeslice.Des;

/// <summary>Draws that read well: <c>self.Random.Exponential(2.Ms)</c>.</summary>
/// <remarks>
/// The same numbers as those of the classes in <see cref="Distributions"/>: each takes one uniform number, by
/// inversion. Durations are rounded to the nanosecond and never below 0.
/// </remarks>
public static class Draws
{
    extension(ref RandomStream random)
    {
        /// <summary>The time between events that happen independently at a constant rate.</summary>
        /// <param name="mean">Above 0.</param>
        public Duration Exponential(Duration mean) => Rounded(random.Exponential((double)mean.Nanoseconds));

        /// <summary>A number with an exponential distribution.</summary>
        /// <param name="mean">Above 0.</param>
        public double Exponential(double mean) =>
            -Above0(mean, nameof(mean)) * Elementary.Log(random.NextUniform());

        /// <summary>Any duration between two bounds is equally likely.</summary>
        public Duration Uniform(Duration from, Duration to) =>
            Rounded(random.Uniform((double)from.Nanoseconds, to.Nanoseconds));

        /// <summary>Any number between two bounds is equally likely.</summary>
        public double Uniform(double from, double to) => to >= from
            ? from + (to - from) * random.NextUniform()
            : throw new ArgumentOutOfRangeException(nameof(to), to, $"must not lie below {from}");

        /// <summary>The bell curve. Below 0 it is taken as 0, which shifts the mean where sigma is not small.</summary>
        /// <param name="mean">The mean.</param>
        /// <param name="sigma">The standard deviation: 0 or above.</param>
        public Duration Normal(Duration mean, Duration sigma) =>
            Rounded(random.Normal((double)mean.Nanoseconds, sigma.Nanoseconds));

        /// <summary>The bell curve.</summary>
        /// <param name="mean">The mean.</param>
        /// <param name="sigma">The standard deviation: 0 or above.</param>
        public double Normal(double mean, double sigma) =>
            mean + From0(sigma, nameof(sigma)) * StandardNormal.Quantile(random.NextUniform());

        /// <summary>A duration whose logarithm is normal: skewed to the right, as service times often are.</summary>
        /// <param name="mean">The mean of the duration itself: above 0.</param>
        /// <param name="sigma">The standard deviation of its logarithm: 0 or above.</param>
        public Duration Lognormal(Duration mean, double sigma) =>
            Rounded(random.Lognormal((double)mean.Nanoseconds, sigma));

        /// <summary>A number whose logarithm is normal.</summary>
        /// <param name="mean">The mean of the number itself: above 0.</param>
        /// <param name="sigma">The standard deviation of its logarithm: 0 or above.</param>
        public double Lognormal(double mean, double sigma) =>
            Above0(mean, nameof(mean)) * Elementary.Exp(-From0(sigma, nameof(sigma)) * sigma / 2)
            * Elementary.Exp(sigma * StandardNormal.Quantile(random.NextUniform()));

        /// <summary>A heavy tail: P(X > x) = (minimum / x)^shape.</summary>
        /// <param name="minimum">The smallest: above 0.</param>
        /// <param name="shape">Above 0: the mean is finite above 1, the variance above 2.</param>
        public Duration Pareto(Duration minimum, double shape) =>
            Rounded(random.Pareto((double)minimum.Nanoseconds, shape));

        /// <summary>A number with a heavy tail: P(X > x) = (minimum / x)^shape.</summary>
        /// <param name="minimum">The smallest: above 0.</param>
        /// <param name="shape">Above 0: the mean is finite above 1, the variance above 2.</param>
        public double Pareto(double minimum, double shape) =>
            Above0(minimum, nameof(minimum)) * Elementary.Pow(random.NextUniform(), -1 / Above0(shape, nameof(shape)));

        /// <summary>True with a probability from 0 to 1.</summary>
        public bool Chance(double probability) => probability is >= 0 and <= 1
            ? random.NextUniform() < probability
            : throw new ArgumentOutOfRangeException(nameof(probability), probability, "must lie between 0 and 1");

        /// <summary>One of several, each equally likely.</summary>
        public T Choice<T>(params ReadOnlySpan<T> of) => of.Length > 0
            ? of[(int)(random.NextUniform() * of.Length)]
            : throw new ArgumentException("must name at least one", nameof(of));
    }

    static Duration Rounded(double nanoseconds) => RandomDuration.Rounded(nanoseconds);

    static double Above0(double value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, "must be above 0");

    static double From0(double value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "must be 0 or above");
}
