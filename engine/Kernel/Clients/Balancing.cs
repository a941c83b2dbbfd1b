using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>By what a balancer chooses. Each balancer needs one of its own. One kind a file.</summary>
public abstract class Balancing
{
    /// <summary>For a new connection, one of several servers, by number from 0.</summary>
    /// <param name="open">How many connections of the balancer each of them has, such as are being made too.</param>
    internal abstract int Choose(ReadOnlySpan<int> open, ref RandomStream random);
}
