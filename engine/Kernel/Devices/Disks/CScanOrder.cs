namespace Timeslice.Kernel.Devices.Disks;

/// <summary>
/// The circular elevator: the arm goes in one direction to the last cylinder, returns to the first without serving
/// anybody, and begins again.
/// </summary>
public sealed class CScanOrder : DiskOrder
{
    internal override DeviceRequest Next(RequestLine line, Arm arm)
    {
        if (arm.NearestAhead(line) is { } ahead) return ahead;
        arm.PassBy(arm.EndAhead);
        arm.PassBy(arm.EndBehind);
        return arm.FarthestBehind(line);
    }
}
