using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A System V queue as every process can use it that may: nobody opens or closes it.</summary>
sealed class SystemVQueueFile(SystemVMessageQueue channel, SystemVQueue queue)
    : OpenFile(channel, Use.Both, IoMode.Blocking)
{
    public override Rank Ranks => Rank.Type;

    // Who has no thread in line is told: a coroutine looks again whether there is something for it.
    public override bool IsReadable => queue.IsRemoved || queue.HasMessages;
    public override bool IsWritable => queue.IsRemoved || queue.HasRoom;

    public override Flow Send(int thread, ref Transfer transfer, IoMode? mode) =>
        queue.IsRemoved ? channel.Machine.Finish(thread, Errno.Removed)
        : !Lets(thread, Use.Writing) ? channel.Machine.Finish(thread, Errno.Access)
        : transfer.Message.Rank < 1 || transfer.Message.Bytes > queue.MessageSize
            ? channel.Machine.Finish(thread, Errno.Invalid)
        : queue.Send(thread, ref transfer, MustNotBlock(mode));

    public override Flow Receive(int thread, ref Transfer transfer, IoMode? mode) =>
        queue.IsRemoved ? channel.Machine.Finish(thread, Errno.Removed)
        : Lets(thread, Use.Reading) ? queue.Receive(thread, ref transfer, MustNotBlock(mode))
        : channel.Machine.Finish(thread, Errno.Access);

    public override Errno? Remove(int thread) => channel.Remove(thread, queue);

    protected override void WatchBegins() => queue.Watched.Add(this);
    protected override void WatchEnds() => queue.Watched.Remove(this);

    // No handle refers to it, only calls that come back: it stays.
    protected override void Close() { }

    bool Lets(int thread, Use use)
    {
        if (queue.Owned.Lets(channel.Machine.ProcessOf(thread).Credentials, use)) return true;
        channel.CountRefusal();
        return false;
    }
}
