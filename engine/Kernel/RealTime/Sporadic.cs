using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel.RealTime;

/// <summary>Released again no sooner than a time after the last release (Mok 1983); at first at once.</summary>
/// <param name="separation">The least time from one release to the next, above 0.</param>
/// <param name="extra">What is added to it, drawn anew each time.</param>
public sealed class Sporadic(Duration separation, RandomDuration extra) : Release
{
    public override Duration Separation { get; } = Positive.Of(separation);

    internal override Duration First(ref RandomStream random) => Duration.Zero;

    // Long enough is not too long to be added.
    internal override Duration Next(ref RandomStream random) =>
        Separation + Duration.Min(extra.Draw(ref random), Duration.Max - Separation);
}
