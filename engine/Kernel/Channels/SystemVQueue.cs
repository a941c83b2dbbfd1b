using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels;

/// <summary>The messages of a System V queue in order of arrival, of which receivers choose by type.</summary>
sealed class SystemVQueue : MessageQueue
{
    readonly Machine machine;
    readonly long maxBytes;

    public SystemVQueue(SystemVMessageQueue home, Ownership owned, long maxBytes, long messageSize)
        : base(home, owned, "the permission to do that")
    {
        (machine, this.maxBytes, MessageSize) = (home.Machine, maxBytes, messageSize);
        File = new(home, this);
        Id = machine.KernelNames.Add(File);
    }

    public SystemVQueueFile File { get; }
    public long Id { get; }
    public long MessageSize { get; }
    public bool HasMessages => Messages.Count > 0;

    /// <summary>For a message without bytes, at least.</summary>
    public bool HasRoom => HasRoomFor(default);

    protected override Errno WhenEmpty => Errno.NoMessage;

    // Messages without bytes count as one, or there could be any number: msg_fits_inqueue of Linux.
    protected override bool HasRoomFor(in Message message) =>
        Messages.Bytes + message.Bytes <= maxBytes && Messages.Count < maxBytes;

    protected override void Line(in Message message) => Messages.Add(message);

    protected override int Find(in Selection selection)
    {
        var found = MessageList.None;
        for (var place = Messages.First; place != MessageList.None; place = Messages.Behind(place))
        {
            if (!selection.Takes(Messages[place].Rank)) continue;
            if (selection.Type >= 0) return place;
            if (found == MessageList.None || Messages[place].Rank < Messages[found].Rank) found = place;
        }
        return found;
    }

    protected override bool CanServe(Process process, Use use) => Owned.Lets(process.Credentials, use);

    protected override void Vanish()
    {
        machine.KernelNames.Remove(Id);
        Dismiss();
        base.Vanish();
    }
}
