using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>At a steady rate, one after the other at equal distances.</summary>
public sealed class Deterministic : Arrivals
{
    internal override double Step(ref RandomStream random) => 1;
}
