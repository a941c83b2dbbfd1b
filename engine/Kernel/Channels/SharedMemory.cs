using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// Memory that processes have in common once they have attached it: variables may be in it, and a record, which is
/// written and read by copying it in user mode. Nobody waits here, and nobody is kept from reading what is half
/// written:
/// that takes a semaphore. A process that touches it without having attached it dies of it (status 139).
/// </summary>
/// <remarks>
/// <para>
/// shm_overview(7), shmget(2), shmat(2), shmctl(2). What is attached belongs to the memory of a process: the child of
/// a
/// <c>fork</c> has it attached too, <c>exec</c> and the end of the process detach it. Once removed, it lives on until
/// the
/// last has detached it.
/// </para>
/// <para>
/// All copies begin at its first byte, in no order that anyone could rely on. So a read is torn when a write was
/// under way
/// at any time between its beginning and its end, or when what it found was left by writes that overlapped, or by one
/// whose process died. Such a read gets the value −1, and is counted.
/// </para>
/// </remarks>
/// <param name="size">How many bytes it has, at least 1.</param>
/// <param name="key">
/// The number by which others find it, or <c>private</c>: each <c>open</c> makes another. Left out, nothing else has
/// its
/// key.
/// </param>
/// <param name="exists">Whether it is there from the start; otherwise <c>open</c> with <c>create</c> makes it.</param>
/// <param name="owner">Whose it is, where it exists; root's when left out.</param>
/// <param name="group">The group that it belongs to, where it exists.</param>
/// <param name="mode">
/// Who may read and write it: <c>rw-r-----</c> for its owner, its group and all others. Left out, everybody where it
/// exists and no owner is given; else its owner alone.
/// </param>
public sealed class SharedMemory(
    Bytes size, string? key = null, bool exists = true, string? owner = null, string? group = null,
    string? mode = null) : Channel, IReadable, IWritable, IRemovable
{
    readonly NamePlate<Segment> plate = new(key, exists && key != "private", owner, group, mode);
    readonly long? number = Key.Of(key).Number;
    Segment? last;
    Operation? attaching, attachingToRead;
    Unattached? unattached;

    /// <summary>One that belongs to a machine at once, and is there from the start.</summary>
    public SharedMemory(Machine machine, Bytes size, string? name = null) : this(size) => machine.Add(this, name);

    public Bytes Size { get; } = size.Count >= 1
        ? size
        : throw new ArgumentOutOfRangeException(nameof(size), size, "must be at least 1B");

    /// <summary>Reads of bytes that writes had mixed up.</summary>
    public long Torn { get; private set; }

    /// <summary>How often it is attached at present, by whatever process.</summary>
    public int Attachments => Last?.Attachments ?? 0;

    /// <summary>It is there, and can be found.</summary>
    public bool IsThere => plate.Present is not null;

    /// <summary>What stands there, or stood there last.</summary>
    internal Segment? Last => plate.Present ?? last;

    /// <summary>Both mean one memory: it is the same channel, or has the same key.</summary>
    internal bool IsSameAs(SharedMemory other) => this == other || number is not null && number == other.number;

    private protected override (Des.Duration Call, Des.Duration KiB) Prices(Costs costs) => (default, costs.MemoryKiB);
    internal override bool CallsKernel => false;
    internal override Errno WhenNotOpen => Errno.Invalid;

    internal override OpenFile? PresentIn(Process process) =>
        process.Space.AttachmentOf(this) ?? (OpenFile)(unattached ??= new(this));

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how)
    {
        if (plate.Open(thread, how, how.For ?? Use.Reading, out var found, its => its.Size >= Size.Count) is { } error)
            return Machine.Finish(thread, error);
        return Machine.Finish(thread, found!.Id);
    }

    internal override Errno? Remove(int thread) => Remove(thread, plate.Present);

    internal Errno? Remove(int thread, Segment? it) => plate.Remove(thread, it, Errno.NotPermitted);

    /// <summary>A thread's process has it as part of its memory from now on; answers why not.</summary>
    internal Errno? Attach(int thread, bool readOnly) =>
        plate.Present is { } segment ? Attach(thread, segment, readOnly) : Errno.Invalid;

    internal Errno? Attach(int thread, Segment segment, bool readOnly)
    {
        var process = Machine.ProcessOf(thread);
        if (!segment.Owned.Lets(process.Credentials, readOnly ? Use.Reading : Use.Both))
        {
            CountRefusal();
            return Errno.Access;
        }
        process.Space.Attach(new(segment, readOnly));
        return null;
    }

    internal void CountRead(ref Transfer transfer, bool isTorn)
    {
        if (isTorn) Torn++;
        Copied(written: 0, transfer.Done);
        CountRead(ref transfer);
        transfer.Copying = default;
    }

    internal void CountWritten(in Transfer transfer)
    {
        Copied(transfer.Done, read: 0);
        CountWrite(transfer);
    }

    // The operations on it, for threads whose programs are methods.
    internal Operation Attaching(bool readOnly) => readOnly
        ? attachingToRead ??= new Attach.Step(this, readOnly: true)
        : attaching ??= new Attach.Step(this, readOnly: false);

    internal Operation Detaching => field ??= new DetachMemory.Step(this);

    protected override void Attached() =>
        plate.Attach(this, owned => last = new(this, owned, Size.Count));
}
