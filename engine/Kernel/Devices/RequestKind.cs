namespace Timeslice.Kernel.Devices;

/// <summary>What a device is asked to do.</summary>
enum RequestKind
{
    Read,
    Write,
}
