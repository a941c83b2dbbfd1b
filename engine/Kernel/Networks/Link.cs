using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Des.Monitors;

namespace Timeslice.Kernel.Networks;

/// <summary>The way from one machine to another: a transmitter, then the latency; packets may be lost on it.</summary>
public sealed class Link
{
    readonly Simulation simulation;
    readonly Transmitter transmitter;
    readonly RandomDuration latency;
    readonly Losses losses;
    readonly long mtu;
    RandomStream ofLatency;
    long lastArrival, since;

    internal Link(Simulation simulation, Machine from, Machine to, LinkTerms terms)
    {
        (this.simulation, From, To, Terms) = (simulation, from, to, terms);
        var key = simulation.ClaimKey($"link {from.Name} {to.Name}");
        (transmitter, latency) = (new(terms.Bandwidth), terms.Latency ?? Duration.Zero);
        (losses, ofLatency) = (new(terms.Loss, RandomStream.Key(key, "loss")), new(RandomStream.Key(key, "latency")));
        mtu = terms.Mtu?.Count ?? long.MaxValue;
    }

    public Machine From { get; }
    public Machine To { get; }
    public LinkTerms Terms { get; }

    /// <summary><c>client-server</c>; the way back is <c>server-client</c>.</summary>
    public string Name => $"{From.Name}-{To.Name}";

    /// <summary>Messages, packets and bytes that were sent, those that were lost as well.</summary>
    public long Messages { get; private set; }
    public long Packets { get; private set; }
    public long Bytes { get; private set; }

    /// <summary>Packets that were lost.</summary>
    public long Lost { get; private set; }

    /// <summary>From sending to arrival, of messages that arrived whole.</summary>
    public Tally Delay { get; } = new();

    /// <summary>How long its transmitter was busy; 0 where bytes leave at once.</summary>
    public Duration Busy => new(transmitter.Busy(simulation.Now.Nanoseconds));

    /// <summary>The share of the time for which its transmitter was busy.</summary>
    public double Utilization => (double)Busy.Nanoseconds / (simulation.Now.Nanoseconds - since);

    /// <summary>A message is sent: how long it takes, and what is lost of it.</summary>
    internal Duration Send(Bytes size, out long lost, out long packetsLost)
    {
        var now = simulation.Now.Nanoseconds;
        var packets = size.Count == 0 ? 1 : (size.Count - 1) / mtu + 1;
        Messages++;
        (Packets, Bytes) = (Packets + packets, Bytes + size.Count);
        Lose(size.Count, packets, out lost, out packetsLost);
        Lost += packetsLost;
        var leaves = transmitter.Enqueue(now, size.Count);
        var onTheWay = latency.Draw(ref ofLatency).Nanoseconds;
        var arrives = leaves > long.MaxValue - onTheWay ? long.MaxValue : leaves + onTheWay;
        lastArrival = Math.Max(lastArrival, arrives);
        return new(lastArrival - now);
    }

    internal void Deliver(Duration after, long packetsLost)
    {
        if (packetsLost == 0) Delay.Add(after);
    }

    internal void Restart()
    {
        (Messages, Packets, Bytes, Lost, since) = (0, 0, 0, 0, simulation.Now.Nanoseconds);
        transmitter.Restart(since);
        Delay.Restart();
    }

    // All packets but the last are full.
    void Lose(long size, long packets, out long lost, out long packetsLost)
    {
        (lost, packetsLost) = (0, 0);
        var left = packets;
        while (losses.UntilNext < left)
        {
            left -= losses.UntilNext + 1;
            losses.Lose();
            packetsLost++;
            lost += left > 0 ? mtu : size - (packets - 1) * mtu;
        }
        losses.Pass(left);
    }
}
