namespace Timeslice.Kernel.Devices.Disks;

/// <summary>
/// The elevator that looks: the arm goes on in its direction as far as there are requests, then back.
/// </summary>
public sealed class LookOrder : DiskOrder
{
    internal override DeviceRequest Next(RequestLine line, Arm arm)
    {
        if (arm.NearestAhead(line) is { } ahead) return ahead;
        arm.Turn();
        return arm.NearestAhead(line)!;
    }
}
