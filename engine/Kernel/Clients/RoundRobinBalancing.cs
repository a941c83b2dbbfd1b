using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>One after the other, in their order.</summary>
public sealed class RoundRobinBalancing : Balancing
{
    int next;

    internal override int Choose(ReadOnlySpan<int> open, ref RandomStream random)
    {
        var chosen = next;
        next = (next + 1) % open.Length;
        return chosen;
    }
}
