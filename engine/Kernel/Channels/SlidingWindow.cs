using Timeslice.Des;
using Timeslice.Kernel.Networks;

namespace Timeslice.Kernel.Channels;

/// <summary>What goes over the network from one end of a connection to the other: the sliding window of TCP.</summary>
/// <remarks>
/// What is written is sent in segments as far as the window reaches, which is the receive buffer less what has come or
/// is under way and was not read. Each segment that comes is acknowledged, with the window. What is lost is sent again
/// some time after it should have come, 200 ms or twice the round trip, and what came meanwhile waits for it. Other
/// than in TCP there is no window of congestion, no header counts, and neither acknowledgements nor resets are lost.
/// Windows are opened as RFC 1122 (4.2.3.3) and Linux (tcp_cleanup_rbuf) do: not by little, and when at most half is
/// left.
/// </remarks>
sealed class SlidingWindow(StreamEnd from, StreamEnd to) : IReceiver, IAppointed
{
    const int Segment = 0, Acknowledgement = 1, TheEnd = 2, Reset = 3, KindBits = 2;
    static readonly Duration LeastPatience = 200.Ms;

    readonly Network network = from.Machine.World.Network;
    readonly long segment = from.Address.Segment, receiveBuffer = from.Address.ReceiveBuffer;

    // Bytes since the connection was made. As the sender knows it: written, sent, acknowledged, and how far it may
    // send; as the receiver knows it, arrived without a gap, read, and how far it has said that may be sent.
    long written, sent, acknowledged, edge = from.Address.ReceiveBuffer;
    long arrived, read, advertised = from.Address.ReceiveBuffer;

    readonly Queue<(long Arrived, long Edge)> acknowledgements = new();

    // What was lost, in the order in which it is sent again; what has come behind a gap, by place.
    Queue<(long Start, long Bytes)>? lost;
    List<(long Start, long Bytes)>? early;
    bool ends, endIsSent, endHasCome, isOver;

    /// <summary>How long after it should have come something is sent again.</summary>
    public Duration Patience { get; private set; } = LeastPatience;

    /// <summary>Bytes in the buffer of the sender.</summary>
    public long Unacknowledged => written - acknowledged;

    /// <summary>Bytes that can be read.</summary>
    public long Ready => arrived - read;

    public string What => $"a segment over {from.Address.Name} that is sent again";

    /// <summary>A round trip took so long.</summary>
    public void Learn(Duration roundTrip)
    {
        if (2 * roundTrip > Patience) Patience = 2 * roundTrip;
    }

    /// <summary>Bytes were written.</summary>
    public void Write(long bytes)
    {
        written += bytes;
        Push();
    }

    /// <summary>Nothing more will be written.</summary>
    public void End()
    {
        ends = true;
        Push();
    }

    /// <summary>The connection is over, at once; how many bytes were never sent is answered.</summary>
    public long Cut()
    {
        if (isOver) return 0;
        var unsent = written - sent;
        written = sent;
        Stop();
        Send(0, Reset);
        return unsent;
    }

    /// <summary>Nothing is sent any more.</summary>
    public void Stop() => isOver = true;

    /// <summary>Bytes were read: the window may open.</summary>
    public void Read(long bytes)
    {
        read += bytes;
        var (present, next) = (advertised - arrived, Furthest - arrived);
        if (2 * present <= receiveBuffer && next >= 2 * present && next > present) Acknowledge();
    }

    public void Delivered(in Delivery delivery)
    {
        var (kind, start) = ((int)(delivery.Tag & ((1 << KindBits) - 1)), delivery.Tag >> KindBits);
        switch (kind)
        {
            case Acknowledgement: Acknowledged(); break;
            case Reset: to.ResetCame(); break;
            case TheEnd when !delivery.IsWhole: from.Machine.Appointments.After(Patience, this, TheEnd); break;
            case TheEnd:
                endHasCome = true;
                Look();
                break;
            default: Came(start, delivery.Size.Count, delivery.IsWhole ? 0 : Math.Max(1, delivery.Lost.Count)); break;
        }
    }

    void IAppointed.Due(int what)
    {
        if (what == TheEnd)
        {
            if (!isOver) Send(0, TheEnd);
            return;
        }
        var (start, bytes) = lost!.Dequeue();
        if (!isOver) Send(bytes, Segment, start);
    }

    // As far as the receiver could let the sender go on, if that is worth while.
    long Furthest => read + receiveBuffer - advertised >= Math.Min(receiveBuffer / 2, segment)
        ? read + receiveBuffer : advertised;

    void Push()
    {
        while (!isOver && sent < Math.Min(written, edge))
        {
            var bytes = Math.Min(segment, Math.Min(written, edge) - sent);
            Send(bytes, Segment, sent);
            sent += bytes;
        }
        if (isOver || !ends || endIsSent || sent < written) return;
        endIsSent = true;
        Send(0, TheEnd);
    }

    void Send(long bytes, int kind, long start = 0) =>
        network.Send(from.Machine, to.Machine, new(bytes), this, start << KindBits | (long)kind);

    // Of a message of several packets the last ones are taken to be lost.
    void Came(long start, long bytes, long missing)
    {
        if (missing > 0)
        {
            (lost ??= new()).Enqueue((start + bytes - missing, missing));
            from.Machine.Appointments.After(Patience, this, Segment);
        }
        if (bytes == missing) return;
        if (to.IsClosed)
        {
            to.SendReset();
            return;
        }
        if (start == arrived) arrived += bytes - missing;
        else Keep(start, bytes - missing);
        while (early is [var first, ..] && first.Start == arrived)
        {
            arrived += first.Bytes;
            early.RemoveAt(0);
        }
        if (start < arrived) to.BytesCame();
        Acknowledge();
        Look();
    }

    void Keep(long start, long bytes)
    {
        early ??= [];
        var place = early.Count;
        while (place > 0 && early[place - 1].Start > start) place--;
        early.Insert(place, (start, bytes));
    }

    // The end has come when all that was sent before it has.
    void Look()
    {
        if (endHasCome && arrived == written) to.Ended();
    }

    void Acknowledge()
    {
        advertised = Furthest;
        acknowledgements.Enqueue((arrived, advertised));
        network.Send(to.Machine, from.Machine, default, this, Acknowledgement);
    }

    void Acknowledged()
    {
        (acknowledged, edge) = acknowledgements.Dequeue();
        Push();
        from.RoomCame();
    }
}
