using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Clients;

/// <summary>
/// Stands before several servers that do the same, and chooses one for each new connection; over a connection that is
/// kept, all requests go to the same. It takes no time, and knows of no connections but its own.
/// </summary>
public sealed class Balancer
{
    readonly Balancing policy;
    readonly int[] open;
    readonly long[] chosen;
    RandomStream random;

    /// <param name="among">The servers, one at least: of whatever machines.</param>
    /// <param name="policy">Needed where there are several.</param>
    public Balancer(Simulation simulation, string name, IReadOnlyList<StreamSocket> among, Balancing policy)
        : this(name, among, policy) => random = new(simulation.ClaimKey($"balancer {name}"));

    // Before a single server.
    internal Balancer(StreamSocket only) : this(only.Name, [only], new RoundRobinBalancing()) { }

    Balancer(string name, IReadOnlyList<StreamSocket> among, Balancing policy)
    {
        if (among.Count == 0) throw new ArgumentException("must name at least one", nameof(among));
        (Name, Among, this.policy) = (name, among, policy);
        (open, chosen) = (new int[among.Count], new long[among.Count]);
    }

    public string Name { get; }
    public IReadOnlyList<StreamSocket> Among { get; }

    /// <summary>How many connections of it each server has now, and was chosen for.</summary>
    public IReadOnlyList<int> Open => open;
    public IReadOnlyList<long> Chosen => chosen;

    /// <summary>The most connections that one server had at a time.</summary>
    public int MostOpen { get; private set; }

    internal int Choose()
    {
        var place = policy.Choose(open, ref random);
        MostOpen = Math.Max(MostOpen, ++open[place]);
        chosen[place]++;
        return place;
    }

    internal void Close(int place) => open[place]--;

    internal void Restart()
    {
        Array.Clear(chosen);
        MostOpen = open.Max();
    }
}
