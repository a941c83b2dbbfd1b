namespace Timeslice.Kernel.Devices.Disks;

/// <summary>Which way an arm goes.</summary>
public enum Direction
{
    /// <summary>To higher cylinders.</summary>
    Up,

    /// <summary>To lower cylinders.</summary>
    Down,
}
