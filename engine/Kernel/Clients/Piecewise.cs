using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>One rate after the other, each for a time.</summary>
/// <param name="rates">0 or above, one of them above 0.</param>
/// <param name="for">
/// How long each lasts, above 0. If there is one fewer than there are rates, the last goes on for ever.
/// </param>
/// <param name="repeat">Begins again after the last; otherwise nothing comes after it.</param>
public sealed class Piecewise(IReadOnlyList<Frequency> rates, IReadOnlyList<Duration> @for, bool repeat = false)
    : Intensity
{
    readonly double[] perSecond = Checked(rates, nameof(rates));
    readonly long[] lengths = Lengths(@for, rates.Count, repeat);

    internal override Course Begin(ulong key) =>
        new() { PhaseEnds = lengths.Length > 0 ? lengths[0] : double.PositiveInfinity };

    internal override void Advance(ref Course course, double expected)
    {
        while (course.Phase < perSecond.Length && !course.TryPass(perSecond[course.Phase], ref expected))
        {
            course.Phase++;
            if (repeat && course.Phase == lengths.Length) course.Phase = 0;
            course.PhaseEnds = course.Phase < lengths.Length ? course.PhaseEnds + lengths[course.Phase]
                : double.PositiveInfinity;
        }
        if (course.Phase == perSecond.Length) course.PassTo(double.PositiveInfinity);
    }

    static long[] Lengths(IReadOnlyList<Duration> lengths, int rates, bool repeat)
    {
        if (lengths.Any(length => length <= Duration.Zero))
            throw new ArgumentException("must all be above 0", nameof(@for));
        if (lengths.Count == rates || lengths.Count == rates - 1 && !repeat)
            return [.. lengths.Select(length => length.Nanoseconds)];
        throw new ArgumentException(
            $"must be as many as there are rates: {lengths.Count} given for {rates}", nameof(@for));
    }
}
