using Timeslice.Des;
using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// A System V message queue: messages of a type from 1 on, by which receivers choose. Whoever knows its name, its key
/// or its id and may, uses it, without opening it; <c>open</c> makes one, or tells the id. Permissions are asked at
/// each call. It outlives its processes; when it is removed, who waits there is told −43 (EIDRM).
/// </summary>
/// <remarks>
/// msgget(2), msgop(2). A name in a program stands for what is behind its key at that time. Of several that wait, the
/// first is served first whom a message suits, or whose message there is room for. A full queue, where a call must not
/// wait, answers −11 (EAGAIN), one without such a message −42 (ENOMSG). A message longer than one may be, or a type
/// below 1, is refused with −22 (EINVAL), as is a call where there is no queue. System V knows no timeouts; here calls
/// may have them. The accounts of a queue stand under the name by which it was made, with the first that is declared.
/// </remarks>
/// <param name="key">
/// A number from 1 on: what is declared with the same is the same queue. A number that nobody else has when left out.
/// <c>private</c>: each <c>open</c> makes another, and the name stands for the last one.
/// </param>
/// <param name="maxBytes">How many bytes of messages it holds, and how many messages; 16KiB when left out.</param>
/// <param name="messageSize">How long one may be; 8KiB when left out.</param>
/// <param name="exists">Whether it is there from the start; else who opens it with <c>create</c> makes it.</param>
/// <param name="owner">Whose it is, if it is there from the start: <c>root</c>'s when left out.</param>
/// <param name="group">The group that it belongs to, if it is there from the start: none when left out.</param>
/// <param name="mode">
/// Who may receive (r) and send (w): its owner, its group, all others. When left out, <c>rw-rw-rw-</c> if it is there
/// from the start and no <c>owner</c> is given, else <c>rw-------</c>.
/// </param>
public sealed class SystemVMessageQueue(string? key = null, Bytes? maxBytes = null, Bytes? messageSize = null,
    bool exists = true, string? owner = null, string? group = null, string? mode = null) : MessageChannel
{
    readonly Bytes maxBytes = maxBytes is null ? 16.KiB
        : maxBytes.Value.Count >= 1 ? maxBytes.Value
        : throw new ArgumentOutOfRangeException(nameof(maxBytes), maxBytes, "must be at least 1B");
    readonly Bytes messageSize = messageSize is null ? 8.KiB
        : messageSize.Value.Count >= 1 ? messageSize.Value
        : throw new ArgumentOutOfRangeException(nameof(messageSize), messageSize, "must be at least 1B");
    readonly NamePlate<SystemVQueue> plate = new(key, exists, owner, group, mode);

    /// <summary>One that belongs to a machine at once.</summary>
    public SystemVMessageQueue(Machine machine, string? key = null, Bytes? maxBytes = null, Bytes? messageSize = null,
        bool exists = true, string? owner = null, string? group = null, string? mode = null, string? name = null)
        : this(key, maxBytes, messageSize, exists, owner, group, mode) => machine.Add(this, name);

    private protected override (Duration Call, Duration KiB) Prices(Costs costs) =>
        (costs.SystemVQueue, costs.SystemVQueueKiB);

    protected override void Attached() =>
        plate.Attach(this, owned => new(this, owned, maxBytes.Count, messageSize.Count));

    internal override OpenFile? Present => plate.Present?.File;
    internal override Errno WhenNotOpen => Errno.Invalid;

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how) =>
        how.Mode != IoMode.Blocking ? Machine.Finish(thread, Errno.Invalid)
        : plate.Open(thread, how, how.For, out var queue) is { } error ? Machine.Finish(thread, error)
        : Machine.Finish(thread, queue!.Id);

    internal override Errno? Remove(int thread) => Remove(thread, plate.Present);

    internal Errno? Remove(int thread, SystemVQueue? queue) => plate.Remove(thread, queue, Errno.NotPermitted);
}
