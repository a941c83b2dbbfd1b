using Timeslice.Des;

namespace Timeslice.Kernel.Devices.Disks;

/// <summary>How long the arm of a disk takes from one cylinder to another. One formula a file; none moves it if it is
/// there.</summary>
public abstract class Seek
{
    /// <param name="distance">How many cylinders it has to go.</param>
    /// <param name="cylinders">How many there are.</param>
    public Duration Time(long distance, long cylinders) =>
        distance == 0 ? Duration.Zero : TimeFor(distance, cylinders);

    /// <summary>The time for at least one cylinder.</summary>
    protected abstract Duration TimeFor(long distance, long cylinders);

    private protected static Duration NotNegative(Duration given, string name) => given >= Duration.Zero ? given
        : throw new ArgumentOutOfRangeException(name, given, "must not be negative");
}
