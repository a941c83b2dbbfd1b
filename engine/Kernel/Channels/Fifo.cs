using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// A named pipe: bytes in one direction, for whoever opens it by its name. Who opens it for reading waits until
/// somebody opens it for writing, and the other way round; for both, it is open at once. Its name outlives its
/// processes until it is removed; then those talk on who have it open.
/// </summary>
/// <remarks>
/// fifo(7), mkfifo(3), unlink(2); fifo_open of fs/pipe.c, Linux 6.x. Somebody who came and has gone again counts, and
/// whoever waits in <c>open</c> is counted already. In non-blocking mode, reading is open at once; writing fails with
/// −6 (ENXIO) while nobody reads. What nobody has read is lost when the last of all has closed it. Permissions are
/// asked when it is opened. Linux asks those of the directory too, to make a name or to remove it; there are no
/// directories here, so everybody may make one, and its owner and root may remove it: −13 (EACCES) for others.
/// </remarks>
/// <param name="capacity">
/// How many bytes it holds; 64KiB, as on Linux, when left out. Writes of at most 4KiB, and at most this, come in one
/// piece.
/// </param>
/// <param name="exists">Whether it is there from the start; else who opens it with <c>create</c> makes it.</param>
/// <param name="owner">Whose it is, if it is there from the start: <c>root</c>'s when left out.</param>
/// <param name="group">The group that it belongs to, if it is there from the start: none when left out.</param>
/// <param name="mode">
/// Who may open it to read (r) and to write (w): its owner, its group, all others. When left out, <c>rw-rw-rw-</c> if
/// it is there from the start and no <c>owner</c> is given, else <c>rw-------</c>.
/// </param>
public sealed class Fifo(Bytes? capacity = null, bool exists = true, string? owner = null, string? group = null,
    string? mode = null) : StreamChannel, IRemovable
{
    readonly long capacity = CapacityOf(capacity);
    readonly NamePlate<NamedPipe> plate = new(key: null, exists, owner, group, mode);

    /// <summary>One that belongs to a machine at once.</summary>
    public Fifo(Machine machine, Bytes? capacity = null, string? name = null, bool exists = true, string? owner = null,
        string? group = null, string? mode = null) : this(capacity, exists, owner, group, mode) =>
        machine.Add(this, name);

    /// <summary>Something was said of who may use it.</summary>
    public bool HasPermissions { get; } = !exists || owner is not null || group is not null || mode is not null;

    protected override void Attached() => plate.Attach(this, owned => new(this, owned, capacity));

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how)
    {
        if (transfer.File is PipeEnd { Of: { } its } end) return its.GoOn(thread, end, how);
        var use = how.For ?? Use.Both;
        return plate.Open(thread, how, use, out var pipe) is { } error ? Machine.Finish(thread, error)
            : pipe!.Open(thread, ref transfer, use, how);
    }

    internal override Errno? Remove(int thread) => plate.Remove(thread, plate.Present, Errno.Access);

    /// <summary>A thread has an end of it open.</summary>
    internal Flow Give(int thread, PipeEnd end, in Opening how) => Give(thread, end, how.EndsWithExec);
}
