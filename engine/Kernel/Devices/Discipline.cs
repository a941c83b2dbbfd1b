namespace Timeslice.Kernel.Devices;

/// <summary>In which order a station serves.</summary>
public enum Discipline
{
    /// <summary>First come, first served.</summary>
    Fifo,

    /// <summary>Last come, first served; whom it serves, it serves to the end.</summary>
    Lifo,

    /// <summary>All at once, each as fast as the others, and none faster than a server works.</summary>
    ProcessorSharing,
}
