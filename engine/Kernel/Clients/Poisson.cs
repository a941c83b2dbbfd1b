using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>Each comes whatever the others do, as from very many independent users.</summary>
public sealed class Poisson : Arrivals
{
    internal override double Step(ref RandomStream random) => random.Exponential(1.0);
}
