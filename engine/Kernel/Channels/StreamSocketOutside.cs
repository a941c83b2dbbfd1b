using Timeslice.Des;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels;

/// <content>Connections that no thread asks for.</content>
public sealed partial class StreamSocket
{
    /// <summary>Where somebody listens, on whatever machine; the first where nobody does.</summary>
    internal StreamSocket Found()
    {
        if (IsNetwork || Listener is not null || !Machine.World.IsShared) return (StreamSocket)Reached();
        foreach (var machine in Machine.World.Machines)
            if (On(machine) is StreamSocket { Listener: not null } its) return its;
        return this;
    }

    /// <summary>
    /// One without a thread connects: an end that is connected, will be, or has failed; null where it finds the backlog
    /// full, and will be told when to ask again.
    /// </summary>
    /// <param name="since">When it asked first.</param>
    /// <param name="ticket">By which it knows whether it still waits.</param>
    internal StreamEnd? Connect(Machine from, IOutsider who, int ticket, Instant since)
    {
        if (IsNetwork && (from != Machine || Listener is null or { IsFull: true }))
            return new Handshake(this, from, IoMode.NonBlocking).End;
        if (from != Machine || Listener is not { } listener)
        {
            RefusedConnections++;
            var refused = new StreamEnd(this, from, IoMode.NonBlocking, isNamed: false);
            refused.Fail(Errno.ConnectionRefused);
            return refused;
        }
        if (listener.IsFull)
        {
            listener.AwaitRoom(who, ticket);
            return null;
        }
        var (one, other) = Pair(from, IoMode.NonBlocking);
        listener.Add(other);
        HasConnected(Machine.Simulation.Now - since);
        return one;
    }
}
