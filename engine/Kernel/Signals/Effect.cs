namespace Timeslice.Kernel.Signals;

/// <summary>What a signal does to a process.</summary>
enum Effect
{
    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>Ends it.</summary>
    Terminate,

    /// <summary>Stops all its threads until it is continued.</summary>
    Stop,

    /// <summary>A handler of its own runs.</summary>
    Handle,
}
