using Timeslice.Des;

namespace Timeslice.Kernel.Memory;

/// <summary>Reads and writes pages, one after the other, each in the same time.</summary>
sealed class SwapDevice(Simulation simulation, Duration latency)
{
    /// <summary>When it will have done all that it was asked for, in nanoseconds; in the past where it is
    /// idle.</summary>
    public long DoneAt { get; private set; }

    /// <summary>Asks for a page to be read or written; returns when that will be done.</summary>
    public long Serve() => DoneAt = checked(Math.Max(DoneAt, simulation.Now.Nanoseconds) + latency.Nanoseconds);
}
