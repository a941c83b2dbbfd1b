using Timeslice.Des;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel.RealTime;

/// <summary>Released at offset + k × period after the thread's creation (Liu and Layland 1973).</summary>
/// <param name="period">From one release to the next, above 0.</param>
/// <param name="offset">From the thread's creation to the first release.</param>
/// <param name="jitter">
/// The longest time from a release to when its job is ready; each is drawn uniformly. Responses and deadlines count
/// from the release (N. Audsley et al., Applying New Scheduling Theory to Static Priority Pre-emptive Scheduling,
/// Software Engineering Journal 8:5, 1993).
/// </param>
public sealed class Periodic(Duration period, Duration offset = default, Duration jitter = default) : Release
{
    readonly Duration offset = NotBelow0(offset, nameof(offset));

    public override Duration Separation { get; } = Positive.Of(period);
    public override Duration MostJitter { get; } = NotBelow0(jitter, nameof(jitter));

    internal override Duration First(ref RandomStream random) => offset;
    internal override Duration Next(ref RandomStream random) => Separation;

    internal override Duration Jitter(ref RandomStream random) => MostJitter == Duration.Zero
        ? Duration.Zero
        : new((long)(random.NextUniform() * (MostJitter.Nanoseconds + 1)));

    internal override long Within(Duration time) => time.Nanoseconds / Separation.Nanoseconds;
}
