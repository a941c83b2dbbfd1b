using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// The address of a datagram socket: one process opens it for reading and receives, others open it for writing and
/// send. Each message arrives as one, or not at all; those of one sender arrive in order.
/// </summary>
/// <remarks>
/// unix(7), udp(7), ip(7). Locally nothing is lost: who sends waits while too many stand in line. Over the network
/// a message that comes when there is no room for it is dropped, and so is one of which a packet was lost, or where
/// nobody receives; who sent it is not told. Payload alone counts. A local one of which owner, group or mode is given
/// has a name in the file system: opening it for reading makes it, and while it is there, −98 (EADDRINUSE) is answered
/// to others who would receive, though nobody does any more; it must be removed. It is asked for at each send: that
/// fails with −2 (ENOENT) where there is none, and with −13 (EACCES) where permissions refuse it. Others are abstract,
/// as those on Linux whose name begins with a zero byte.
/// </remarks>
/// <param name="family">
/// <c>local</c>: between processes of one machine. <c>network</c>: between any.
/// </param>
/// <param name="queue">
/// Of the local family: how many messages may stand in line, less one, as on Linux; from 0. 10 when left out
/// (net.unix.max_dgram_qlen).
/// </param>
/// <param name="receiveBuffer">
/// SO_RCVBUF, of the network: bytes in line at most. 208KiB (net.core.rmem_default of Linux) when left out.
/// </param>
/// <param name="owner">
/// Of local ones: to whom the name belongs that receiving makes: to who receives when left out.
/// </param>
/// <param name="group">Of local ones: the group to which it belongs: the first of his groups when left out.</param>
/// <param name="mode">
/// Of local ones: who may send (w): its owner, its group, all others. <c>rw-rw-rw-</c> when left out.
/// </param>
public sealed class DatagramSocket(
    SocketFamily family = SocketFamily.Local, int? queue = null, Bytes? receiveBuffer = null, string? owner = null,
    string? group = null, string? mode = null)
    : Socket(family, owner, group, mode), ISendable, IReceivable, IReceiver
{
    /// <summary>The longest: of the network, what IP carries less the headers of UDP and its own (RFC 768).</summary>
    const int LongestOfNetwork = 65_507, LongestLocally = 208 << 10;

    readonly int queue = queue is null ? 10
        : family == SocketFamily.Network
            ? throw new ArgumentOutOfRangeException(nameof(queue), queue, "is of local sockets: give `receive-buffer`")
        : queue >= 0 ? queue.Value
        : throw new ArgumentOutOfRangeException(nameof(queue), queue, "must be at least 0");
    readonly long receive = receiveBuffer is null ? 208.KiB.Count
        : family == SocketFamily.Local
            ? throw new ArgumentOutOfRangeException(
                nameof(receiveBuffer), receiveBuffer, "is not used by local sockets: give `queue`")
        : receiveBuffer.Value.Count >= 1 ? receiveBuffer.Value.Count
        : throw new ArgumentOutOfRangeException(nameof(receiveBuffer), receiveBuffer, "must be at least 1B");

    // Messages under way, by the tag with which they were sent; the numbers of the free ones.
    readonly List<Message> underWay = [];
    readonly Stack<int> free = new();

    /// <summary>Who has it open to send and is watched.</summary>
    internal WatchedFiles Watched;

    /// <summary>One that belongs to a machine at once.</summary>
    public DatagramSocket(Machine machine, SocketFamily family = SocketFamily.Local, int? queue = null,
        Bytes? receiveBuffer = null, string? name = null, string? owner = null, string? group = null,
        string? mode = null) : this(family, queue, receiveBuffer, owner, group, mode) =>
        machine.Add(this, name);

    public override bool CarriesMessages => true;

    /// <summary>Where messages stand in line; null: nobody receives.</summary>
    internal DatagramInbox? Inbox { get; private set; }

    private protected override bool IsPresent => Inbox is not null;

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how)
    {
        switch (how.For)
        {
            case Use.Writing: return Give(thread, new DatagramSender(this, how.Mode), how.EndsWithExec);
            case Use.Reading when Bind(thread) is { } error: return Machine.Finish(thread, error);
            case Use.Reading:
                Inbox = new(this, how.Mode, IsNetwork ? int.MaxValue : queue, IsNetwork ? receive : long.MaxValue);
                return Give(thread, Inbox, how.EndsWithExec);
            default: return Machine.Finish(thread, Errno.Invalid);
        }
    }

    internal bool IsTooLong(in Message message) =>
        message.Bytes > (IsNetwork ? LongestOfNetwork : LongestLocally);

    /// <summary>A message is sent to it over the network, from whatever machine.</summary>
    internal void Send(Machine from, in Message message)
    {
        MovedMessages(1, message.Bytes);
        if (from == Machine)
        {
            Come(message);
            return;
        }
        if (!free.TryPop(out var number))
        {
            number = underWay.Count;
            underWay.Add(default);
        }
        underWay[number] = message;
        from.World.Network.Send(from, Machine, new(message.Bytes), this, number);
    }

    void IReceiver.Delivered(in Delivery delivery)
    {
        var message = underWay[(int)delivery.Tag];
        free.Push((int)delivery.Tag);
        if (delivery.IsWhole) Come(message);
        else Lose(message);
    }

    internal void Put(in Message message) => MovedMessages(1, message.Bytes);
    internal void Took(in Message message) => MovedMessages(-1, message.Bytes);
    internal void Lose(in Message message) => Emptied(1, message.Bytes);

    internal void ReceivesNoMore(DatagramInbox closed)
    {
        if (Inbox == closed) Inbox = null;
    }

    private protected override void Unbind() => Inbox = null;

    void Come(in Message message)
    {
        if (Inbox is { } inbox && inbox.HasRoomFor(message)) inbox.Put(message);
        else Lose(message);
    }
}
