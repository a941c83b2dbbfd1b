using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>The one with the fewest open connections; of several, the next in their order.</summary>
public sealed class LeastConnections : Balancing
{
    int last = -1;

    internal override int Choose(ReadOnlySpan<int> open, ref RandomStream random)
    {
        var chosen = (last + 1) % open.Length;
        for (var i = 1; i < open.Length; i++)
            if ((last + 1 + i) % open.Length is var other && open[other] < open[chosen]) chosen = other;
        return last = chosen;
    }
}
