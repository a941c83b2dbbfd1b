namespace Timeslice.Kernel.Devices.Disks;

/// <summary>First come, first served.</summary>
public sealed class FifoOrder : DiskOrder
{
    internal override DeviceRequest Next(RequestLine line, Arm arm) => line.First!;
}
