namespace Timeslice.Kernel.Devices.Disks;

/// <summary>
/// Which request a disk serves next. One order a file; its kind in YAML is its class name. It keeps nothing of a run:
/// that is in the arm.
/// </summary>
public abstract class DiskOrder
{
    /// <summary>The next of those in line, of which there is one at least.</summary>
    internal abstract DeviceRequest Next(RequestLine line, Arm arm);
}
