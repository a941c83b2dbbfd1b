namespace Timeslice.Kernel.Devices.Disks;

/// <summary>
/// The circular elevator that looks: the arm goes in one direction as far as there are requests, returns to the
/// farthest one behind, and begins again.
/// </summary>
public sealed class CLookOrder : DiskOrder
{
    internal override DeviceRequest Next(RequestLine line, Arm arm) =>
        arm.NearestAhead(line) ?? arm.FarthestBehind(line);
}
