using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels;

/// <summary>The messages of a POSIX queue, the highest priority first.</summary>
sealed class PosixQueue(MessageChannel home, Ownership owned, int maxMessages, long messageSize)
    : MessageQueue(home, owned, "it open for that")
{
    /// <summary>One less than MQ_PRIO_MAX of Linux. mq_overview(7)</summary>
    public const long MaxPriority = 32_767;

    public long MessageSize => messageSize;
    public bool HasMessages => Messages.Count > 0;
    public bool HasRoom => Messages.Count < maxMessages;

    protected override Errno WhenEmpty => Errno.Again;
    protected override bool HasRoomFor(in Message message) => HasRoom;
    protected override void Line(in Message message) => Messages.AddByRank(message);
    protected override int Find(in Selection selection) => Messages.First;

    protected override bool CanServe(Process process, Use use) => process.Handles.All.Any(file =>
        file is PosixQueueFile its && its.Queue == this && (use == Use.Writing ? file.Writes : file.Reads));
}
