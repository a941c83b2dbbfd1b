namespace Timeslice.Kernel.Devices.Disks;

/// <summary>
/// Shortest access time first: the request whose first byte comes soonest below the head, by seek and rotation; of
/// equals, the oldest. Whoever is far away may wait for ever.
/// </summary>
/// <remarks>D. M. Jacobson and J. Wilkes, "Disk scheduling algorithms based on rotational position", 1991.</remarks>
public sealed class SatfOrder : DiskOrder
{
    internal override DeviceRequest Next(RequestLine line, Arm arm) => arm.Soonest(line, long.MaxValue);
}
