namespace Timeslice.Kernel.Devices.Disks;

/// <summary>
/// Bounded shortest access time first: of the oldest requests, so many, all are served before any other is looked at,
/// the one first that comes soonest below the head. So nobody waits for ever.
/// </summary>
/// <remarks>
/// R. H. Arpaci-Dusseau and A. C. Arpaci-Dusseau, "Operating Systems: Three Easy Pieces", chapter 37, exercise on
/// BSATF. A window that is not full is not waited for.
/// </remarks>
/// <param name="window">How many, at least 1.</param>
public sealed class BsatfOrder(int window) : DiskOrder
{
    readonly int window = window >= 1 ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window, "must be at least 1");

    internal override DeviceRequest Next(RequestLine line, Arm arm)
    {
        if (line.First!.Serial > arm.WindowEnd)
        {
            var last = line.First!;
            for (var left = window; left > 1 && last.Behind is { } behind; left--) last = behind;
            arm.WindowEnd = last.Serial;
        }
        return arm.Soonest(line, arm.WindowEnd);
    }
}
