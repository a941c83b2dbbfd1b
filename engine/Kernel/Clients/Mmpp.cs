using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>
/// A Markov-modulated Poisson process: bursts. The rate stays at one of several for a time that is exponentially
/// distributed, then goes on to the next, and from the last to the first.
/// </summary>
/// <remarks>
/// W. Fischer and K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP) cookbook", Performance Evaluation 18
/// (1993). It begins in a phase drawn by how long each lasts: the process is stationary from the start. Of two phases
/// with mean lengths 1/r₁ and 1/r₂ the mean rate is (λ₁r₂ + λ₂r₁)/(r₁+r₂), and the index of dispersion of counts rises
/// to 1 + 2(λ₁−λ₂)²r₁r₂ / ((r₁+r₂)²(λ₁r₂+λ₂r₁)).
/// </remarks>
/// <param name="rates">Two or more, 0 or above, one of them above 0.</param>
/// <param name="dwell">How long each lasts in the mean, above 0; one for each rate.</param>
public sealed class Mmpp(IReadOnlyList<Frequency> rates, IReadOnlyList<Duration> dwell) : Intensity
{
    readonly double[] perSecond = Checked(rates, nameof(rates));
    readonly double[] means = Means(dwell, rates.Count);

    internal override Course Begin(ulong key)
    {
        var course = new Course { Random = new(RandomStream.Key(key, "rate")) };
        var left = course.Random.NextUniform() * means.Sum();
        while (course.Phase < means.Length - 1 && left > means[course.Phase]) left -= means[course.Phase++];
        course.PhaseEnds = course.Random.Exponential(means[course.Phase]);
        return course;
    }

    internal override void Advance(ref Course course, double expected)
    {
        while (!course.TryPass(perSecond[course.Phase], ref expected))
        {
            course.Phase = (course.Phase + 1) % means.Length;
            course.PhaseEnds += course.Random.Exponential(means[course.Phase]);
        }
    }

    static double[] Means(IReadOnlyList<Duration> dwell, int rates)
    {
        if (dwell.Count != rates || rates < 2)
            throw new ArgumentException(
                $"must be as many as there are rates, two or more: {dwell.Count} given for {rates}", nameof(dwell));
        return dwell.All(mean => mean > Duration.Zero) ? [.. dwell.Select(mean => (double)mean.Nanoseconds)]
            : throw new ArgumentException("must all be above 0", nameof(dwell));
    }
}
