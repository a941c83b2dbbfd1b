using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A POSIX queue that is open.</summary>
sealed class PosixQueueFile : OpenFile
{
    public PosixQueueFile(Channel channel, PosixQueue queue, Use use, IoMode mode) : base(channel, use, mode)
    {
        Queue = queue;
        queue.AddUser();
    }

    public PosixQueue Queue { get; }

    public override Rank Ranks => Rank.Priority;

    public override bool IsReadable => Reads && Queue.HasMessages;
    public override bool IsWritable => Writes && Queue.HasRoom;

    public override bool CanBeServedBy(OpenFile other, Use what) => other is PosixQueueFile its && its.Queue == Queue
        && (Reads && what != Use.Writing && its.Writes || Writes && what != Use.Reading && its.Reads);

    public override Flow Send(int thread, ref Transfer transfer, IoMode? mode) =>
        transfer.Message.Rank is < 0 or > PosixQueue.MaxPriority ? Channel.Machine.Finish(thread, Errno.Invalid)
        : transfer.Message.Bytes > Queue.MessageSize ? Channel.Machine.Finish(thread, Errno.MessageSize)
        : Queue.Send(thread, ref transfer, MustNotBlock(mode));

    public override Flow Receive(int thread, ref Transfer transfer, IoMode? mode) =>
        transfer.Wanted < Queue.MessageSize ? Channel.Machine.Finish(thread, Errno.MessageSize)
        : Queue.Receive(thread, ref transfer, MustNotBlock(mode));

    protected override void WatchBegins() => Queue.Watched.Add(this);
    protected override void WatchEnds() => Queue.Watched.Remove(this);
    protected override void Close() => Queue.RemoveUser();
}
