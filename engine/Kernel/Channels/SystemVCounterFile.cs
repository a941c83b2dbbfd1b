using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A System V semaphore as every process can use it that may: nobody opens or closes it.</summary>
sealed class SystemVCounterFile(SystemVSemaphore channel, SystemVCounter counter)
    : OpenFile(channel, Use.Both, IoMode.Blocking)
{
    public override Flow Change(int thread, ref Transfer transfer, IoMode? mode)
    {
        if (counter.IsRemoved) return channel.Machine.Finish(thread, Errno.Removed);
        var use = transfer.Change == 0 ? Use.Reading : Use.Writing;
        if (counter.Owned.Lets(channel.Machine.ProcessOf(thread).Credentials, use))
            return counter.Change(thread, ref transfer, MustNotBlock(mode));
        channel.CountRefusal();
        return channel.Machine.Finish(thread, Errno.Access);
    }

    public override Errno? Remove(int thread) => channel.Remove(thread, counter);

    // No handle refers to it, only calls that come back: it stays.
    protected override void Close() { }
}
