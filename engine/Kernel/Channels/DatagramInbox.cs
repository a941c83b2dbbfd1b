using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A datagram socket that is open for reading: messages stand in line until they are received.</summary>
sealed class DatagramInbox : OpenFile
{
    readonly DatagramSocket at;
    readonly Queue<Message> line = new();
    readonly WaitPoint toReceive, toSend;
    readonly long mostBytes;
    readonly int most;
    long bytes;

    /// <param name="most">Messages in line, less one.</param>
    public DatagramInbox(DatagramSocket at, IoMode mode, int most, long mostBytes) : base(at, Use.Reading, mode)
    {
        (this.at, this.most, this.mostBytes) = (at, most, mostBytes);
        toReceive = new(at.Machine, () => $"a message to {at.Name}", _ => line.Count > 0,
            file => file is DatagramSender && file.Channel.Name == at.Name);
        toSend = new(at.Machine, () => $"room for a message to {at.Name}", _ => HasRoom, file => file == this);
    }

    public override bool IsReadable => line.Count > 0;

    public override bool CanBeServedBy(OpenFile other, Use what) =>
        other is DatagramSender && other.Channel.Name == at.Name;

    /// <summary>Of a local one: more may be put in line.</summary>
    public bool HasRoom => line.Count <= most;

    public bool HasRoomFor(in Message message) => HasRoom && bytes + message.Bytes <= mostBytes;

    public void Put(in Message message)
    {
        line.Enqueue(message);
        bytes += message.Bytes;
        toReceive.WakeFirst();
        HasChanged(Use.Reading);
    }

    public Flow AwaitRoom(int thread) => toSend.Block(thread);

    /// <summary>One who has sent leaves room for others, perhaps.</summary>
    public void Sent() => toSend.WakeFirst();

    /// <remarks>Of a message for which the receiver has no room, the rest is lost: recv(2).</remarks>
    public override Flow Receive(int thread, ref Transfer transfer, IoMode? mode)
    {
        if (line.Count == 0)
            return MustNotBlock(mode) ? at.Machine.Finish(thread, Errno.Again) : toReceive.Block(thread);
        var wasFull = !HasRoom;
        transfer.Message = line.Dequeue();
        transfer.Done = Math.Min(transfer.Message.Bytes, transfer.Wanted);
        bytes -= transfer.Message.Bytes;
        at.Took(transfer.Message);
        at.HasRead(ref transfer, at.Machine);
        toReceive.WakeFirst();
        toSend.WakeFirst();
        if (wasFull) at.Watched.Changed(Use.Writing);
        return at.Machine.Finish(thread, transfer.Done);
    }

    protected override void Close()
    {
        at.ReceivesNoMore(this);
        toReceive.WakeAll();
        toSend.WakeAll();
        at.Watched.Changed(Use.Writing);
        while (line.TryDequeue(out var never)) at.Lose(never);
    }
}
