using Timeslice.Des;
using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// A POSIX message queue: messages of a priority from 0 to 32767, of which the highest is received first, and of equals
/// the oldest. It has a name, outlives its processes until it is removed, and must be opened; <c>exec</c> closes it.
/// </summary>
/// <remarks>
/// mq_overview(7). Of several that wait, the first to come is served first. A message longer than the queue takes, or a
/// buffer shorter than that, is refused with −90 (EMSGSIZE); a full queue, or an empty one, where a call must not wait,
/// with −11 (EAGAIN).
/// </remarks>
/// <param name="maxMessages">How many messages it holds.</param>
/// <param name="messageSize">How long one may be; 8KiB when left out.</param>
/// <param name="exists">Whether it is there from the start; else who opens it with <c>create</c> makes it.</param>
/// <param name="owner">Whose it is, if it is there from the start: <c>root</c>'s when left out.</param>
/// <param name="group">The group that it belongs to, if it is there from the start: none when left out.</param>
/// <param name="mode">
/// Who may receive (r) and send (w): its owner, its group, all others. When left out, <c>rw-rw-rw-</c> if it is there
/// from the start and no <c>owner</c> is given, else <c>rw-------</c>.
/// </param>
public sealed class PosixMessageQueue(int maxMessages = 10, Bytes? messageSize = null, bool exists = true,
    string? owner = null, string? group = null, string? mode = null) : MessageChannel, IPollable
{
    readonly int maxMessages = maxMessages >= 1 ? maxMessages
        : throw new ArgumentOutOfRangeException(nameof(maxMessages), maxMessages, "must be at least 1");
    readonly Bytes messageSize = messageSize is null ? 8.KiB
        : messageSize.Value.Count >= 1 ? messageSize.Value
        : throw new ArgumentOutOfRangeException(nameof(messageSize), messageSize, "must be at least 1B");
    readonly NamePlate<PosixQueue> plate = new(key: null, exists, owner, group, mode);

    /// <summary>One that belongs to a machine at once.</summary>
    public PosixMessageQueue(Machine machine, int maxMessages = 10, Bytes? messageSize = null, bool exists = true,
        string? owner = null, string? group = null, string? mode = null, string? name = null)
        : this(maxMessages, messageSize, exists, owner, group, mode) => machine.Add(this, name);

    private protected override (Duration Call, Duration KiB) Prices(Costs costs) =>
        (costs.PosixQueue, costs.PosixQueueKiB);

    protected override void Attached() =>
        plate.Attach(this, owned => new(this, owned, maxMessages, messageSize.Count));

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how)
    {
        var use = how.For ?? Use.Both;
        return plate.Open(thread, how, use, out var queue) is { } error ? Machine.Finish(thread, error)
            : Give(thread, new PosixQueueFile(this, queue!, use, how.Mode), endsWithExec: true);
    }

    internal override Errno? Remove(int thread) => plate.Remove(thread, plate.Present, Errno.Access);
}
