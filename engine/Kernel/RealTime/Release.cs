using Timeslice.Des;

namespace Timeslice.Kernel.RealTime;

/// <summary>
/// When a recurring task is released: each release starts a job, which goes through the program once. A job that is
/// not done when the next is due delays it.
/// </summary>
public abstract class Release
{
    /// <summary>The least time from one release to the next.</summary>
    public abstract Duration Separation { get; }

    /// <summary>The longest time by which a job can begin to be ready later than its release.</summary>
    public virtual Duration MostJitter => Duration.Zero;

    /// <summary>From the thread's creation to the first release.</summary>
    internal abstract Duration First(ref RandomStream random);

    /// <summary>From one release to the next.</summary>
    internal abstract Duration Next(ref RandomStream random);

    /// <summary>From a release to when the job is ready.</summary>
    internal virtual Duration Jitter(ref RandomStream random) => Duration.Zero;

    /// <summary>How many more releases come up to a time, if that is known: after one so long before.</summary>
    internal virtual long Within(Duration time) => 0;

    private protected static Duration NotBelow0(Duration given, string name) => given >= Duration.Zero
        ? given
        : throw new ArgumentOutOfRangeException(name, given, "must not be negative");
}
