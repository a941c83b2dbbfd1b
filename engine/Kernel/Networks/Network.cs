using Timeslice.Des;

namespace Timeslice.Kernel.Networks;

/// <summary>What lies between the machines of a world: a link for each direction of each pair.</summary>
/// <remarks>
/// A message is the unit of sending: its bytes leave without a break and it arrives as one, however many packets it
/// is. Whoever wants flows to share a link more finely sends smaller messages.
/// </remarks>
public sealed class Network : IEventTarget
{
    const int None = -1;

    readonly World world;
    readonly Dictionary<(Machine From, Machine To), Link> links = [];
    readonly Dictionary<(Machine, Machine), LinkTerms> own = [];
    readonly int events;

    // Those on the way, by the number of their event; the free ones are chained.
    Message[] messages = new Message[64];
    int used, free = None;

    internal Network(World world)
    {
        this.world = world;
        events = world.Simulation.Register(this);
    }

    /// <summary>What links are like that have no terms of their own; to be set before anything is sent.</summary>
    public LinkTerms Terms { get; set; } = new();

    /// <summary>Those that were declared, or over which something was sent, in the order of machines.</summary>
    public IReadOnlyList<Link> Links => [.. world.Machines.SelectMany(from => world.Machines
        .Select(to => links.GetValueOrDefault((from, to))).OfType<Link>())];

    /// <summary>Messages that have not been delivered yet.</summary>
    public int OnTheWay { get; private set; }

    /// <summary>Gives the links between two machines, there and back, terms of their own.</summary>
    public void Connect(Machine one, Machine other, LinkTerms terms)
    {
        if (one == other) throw new ArgumentException($"{one.Name} needs no link to itself", nameof(other));
        if (links.ContainsKey((one, other)) || !own.TryAdd((one, other), terms) || !own.TryAdd((other, one), terms))
            throw new ArgumentException($"{one.Name} and {other.Name} are connected already", nameof(other));
        LinkBetween(one, other);
        LinkBetween(other, one);
    }

    /// <summary>
    /// Sends a message. Its receiver is told in an event of its own when it has arrived, or would have if nothing had
    /// been lost. Within one machine it costs nothing here and arrives in this instant, after all that is scheduled
    /// for it.
    /// </summary>
    /// <param name="size">0 or above.</param>
    /// <param name="tag">Told to the receiver, who knows what it means.</param>
    public void Send(Machine from, Machine to, Bytes size, IReceiver receiver, long tag)
    {
        if (size.Count < 0) throw new ArgumentOutOfRangeException(nameof(size), size, "must not be negative");
        var (link, delay, lost, packetsLost) = (default(Link), Duration.Zero, 0L, 0L);
        if (from != to) delay = (link = LinkBetween(from, to)).Send(size, out lost, out packetsLost);
        var number = Take();
        messages[number] = new(receiver, link, new(tag, size, new(lost), packetsLost), world.Simulation.Now);
        OnTheWay++;
        world.Simulation.After(delay, events + number, generation: 0);
    }

    bool IEventTarget.IsLive(int number, uint generation) => true;

    bool IEventTarget.TryFire(int number, uint generation)
    {
        var (receiver, link, delivery, sent) = messages[number];
        messages[number] = default;
        messages[number].Next = free;
        free = number;
        OnTheWay--;
        link?.Deliver(world.Simulation.Now - sent, delivery.PacketsLost);
        receiver!.Delivered(delivery);
        return true;
    }

    string IEventTarget.Describe(int number) =>
        messages[number].Link is { } link ? $"a message from {link.From.Name} to {link.To.Name}" : "a message";

    internal void Restart()
    {
        foreach (var link in links.Values) link.Restart();
    }

    Link LinkBetween(Machine from, Machine to)
    {
        if (links.TryGetValue((from, to), out var known)) return known;
        if (from.World != world || to.World != world)
            throw new ArgumentException($"{from.Name} and {to.Name} are not both of this world", nameof(to));
        var link = new Link(world.Simulation, from, to, own.GetValueOrDefault((from, to), Terms));
        links.Add((from, to), link);
        return link;
    }

    int Take()
    {
        if (free != None)
        {
            var number = free;
            free = messages[number].Next;
            return number;
        }
        if (used == Simulation.MaxNumbers)
            throw new RunStopped(EndReason.LimitReached, $"{used:N0} messages are on the way, the most there may be");
        if (used == messages.Length) Array.Resize(ref messages, 2 * used);
        return used++;
    }

    record struct Message(IReceiver? Receiver, Link? Link, Delivery Delivery, Instant Sent)
    {
        /// <summary>Of one that is free, the next that is.</summary>
        public int Next { get; set; }
    }
}
