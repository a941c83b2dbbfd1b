using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>How arrivals are spaced at a rate. One kind a file.</summary>
/// <remarks>It keeps nothing of a run.</remarks>
public abstract class Arrivals
{
    /// <summary>By how much the expected number of arrivals rises until the next one comes: 1 in the mean.</summary>
    internal abstract double Step(ref RandomStream random);
}
