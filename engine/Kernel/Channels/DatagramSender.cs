using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A datagram socket that is open for writing.</summary>
sealed class DatagramSender(DatagramSocket to, IoMode mode) : OpenFile(to, Use.Writing, mode)
{
    public override bool IsWritable => to.IsNetwork || to.Inbox is not { HasRoom: false };

    public override bool CanBeServedBy(OpenFile other, Use what) => other == to.Inbox;

    public override Flow Send(int thread, ref Transfer transfer, IoMode? mode)
    {
        var machine = to.Machine;
        if (to.IsTooLong(transfer.Message)) return machine.Finish(thread, Errno.MessageSize);
        if (to.WhyNotReached(thread) is { } error) return machine.Finish(thread, error);
        if (to.IsNetwork) ((DatagramSocket)to.Reached()).Send(machine, transfer.Message);
        else if (to.Inbox is not { } inbox) return machine.Finish(thread, Errno.ConnectionRefused);
        else if (!inbox.HasRoom)
            return MustNotBlock(mode) ? machine.Finish(thread, Errno.Again) : inbox.AwaitRoom(thread);
        else
        {
            to.Put(transfer.Message);
            inbox.Put(transfer.Message);
            inbox.Sent();
        }
        ((DatagramSocket)to.Reached()).HasWritten(transfer);
        return machine.Finish(thread, 0L);
    }

    protected override void WatchBegins() => to.Watched.Add(this);
    protected override void WatchEnds() => to.Watched.Remove(this);
    protected override void Close() { }
}
