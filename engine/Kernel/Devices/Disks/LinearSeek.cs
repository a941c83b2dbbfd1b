using Timeslice.Des;

namespace Timeslice.Kernel.Devices.Disks;

/// <summary>The arm settles in a time, and needs as long again for each cylinder: the disk of textbooks.</summary>
/// <param name="cylinder">For each cylinder that it passes.</param>
/// <param name="settle">For each move, however far.</param>
public sealed class LinearSeek(Duration cylinder, Duration settle = default) : Seek
{
    readonly Duration cylinder = NotNegative(cylinder, nameof(cylinder));
    readonly Duration settle = NotNegative(settle, nameof(settle));

    protected override Duration TimeFor(long distance, long cylinders) => settle + cylinder * distance;
}
