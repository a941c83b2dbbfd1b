using Timeslice.Des;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels;

/// <content>How the connection is made.</content>
sealed partial class StreamEnd
{
    /// <summary>The connection is still being made; null: it was.</summary>
    public Handshake? Handshake { get; set; }

    public bool IsConnecting => Handshake is not null;

    /// <summary>It is the end of who listened, and was accepted.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>They are the two ends of a connection within a machine.</summary>
    public static void Connect(StreamEnd one, StreamEnd other) => (one.Peer, other.Peer) = (other, one);

    /// <summary>They are the two ends of a connection over a network.</summary>
    public static void ConnectFar(StreamEnd one, StreamEnd other)
    {
        Connect(one, other);
        one.outgoing = other.arriving = new(one, other);
        other.outgoing = one.arriving = new(other, one);
    }

    /// <summary>A round trip over the network took so long.</summary>
    public void Learn(Duration roundTrip)
    {
        outgoing!.Learn(roundTrip);
        arriving!.Learn(roundTrip);
    }

    /// <summary>It was asked for, and is connected now.</summary>
    public void Made()
    {
        Handshake = null;
        Tell();
    }

    /// <summary>It was asked for in vain: who uses it is told so.</summary>
    public void Fail(Errno why)
    {
        Handshake = null;
        error = why;
        hasEnded = isBroken = true;
        Tell();
    }

    /// <summary>The other side has gone before anybody had this one.</summary>
    public void Abort(bool resets) => Leave(resets);
}
