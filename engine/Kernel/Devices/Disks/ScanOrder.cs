namespace Timeslice.Kernel.Devices.Disks;

/// <summary>
/// The elevator: the arm goes on in its direction to the last cylinder, then back. It turns where it has nothing to do
/// any more in its direction, but goes to the end before.
/// </summary>
public sealed class ScanOrder : DiskOrder
{
    internal override DeviceRequest Next(RequestLine line, Arm arm)
    {
        if (arm.NearestAhead(line) is { } ahead) return ahead;
        arm.PassBy(arm.EndAhead);
        arm.Turn();
        return arm.NearestAhead(line)!;
    }
}
