namespace Timeslice.Kernel.Devices;

/// <summary>What a device is asked to do.</summary>
enum RequestKind
{
    Read,
    Write,

    /// <summary>To write what it has only in memory.</summary>
    Sync,
}
