using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// A System V semaphore: a number, never below 0, that <c>semop</c> raises, lowers or awaits at 0. Whoever knows its
/// name, its key or its id and may, uses it, without opening it; <c>open</c> makes one, or tells the id. Permissions
/// are asked at each call. It outlives its processes; when it is removed, who waits there is told −43 (EIDRM).
/// </summary>
/// <remarks>
/// semget(2), semop(2); ipc/sem.c of Linux. Who waits is tried again in order of arrival whenever the value changes:
/// the first for whom it suffices goes on, even past one that waits for more, and whoever comes and finds enough takes
/// it at once, past all who wait. A set of one: no call changes several at a time. One that is made has its value at
/// once, without semctl(2). Its accounts stand under the name by which it was made, with the first that is declared.
/// </remarks>
/// <param name="initial">Its value when it is made, from 0 to 32767; 1 when left out.</param>
/// <param name="key">
/// A number from 1 on: what is declared with the same is the same semaphore. A number that nobody else has when left
/// out. <c>private</c>: each <c>open</c> makes another, and the name stands for the last one.
/// </param>
/// <param name="exists">Whether it is there from the start; else who opens it with <c>create</c> makes it.</param>
/// <param name="owner">Whose it is, if it is there from the start: <c>root</c>'s when left out.</param>
/// <param name="group">The group that it belongs to, if it is there from the start: none when left out.</param>
/// <param name="mode">
/// Who may await 0 (r) and change it (w): its owner, its group, all others. When left out, <c>rw-rw-rw-</c> if it is
/// there from the start and no <c>owner</c> is given, else <c>rw-------</c>.
/// </param>
public sealed class SystemVSemaphore(int initial = 1, string? key = null, bool exists = true, string? owner = null,
    string? group = null, string? mode = null) : Channel, IRemovable
{
    readonly int initial = initial is >= 0 and <= SystemVCounter.Most ? initial
        : throw new ArgumentOutOfRangeException(
            nameof(initial), initial, $"must be from 0 to {SystemVCounter.Most}");
    readonly NamePlate<SystemVCounter> plate = new(key, exists, owner, group, mode);
    TimeWeighted value;
    Operation? changing, changingUntilEnd;

    /// <summary>One that belongs to a machine at once.</summary>
    public SystemVSemaphore(Machine machine, int initial = 1, string? key = null, bool exists = true,
        string? owner = null, string? group = null, string? mode = null, string? name = null)
        : this(initial, key, exists, owner, group, mode) => machine.Add(this, name);

    /// <summary>Its value, in the mean and at most; 0 while there is none. Of private ones, their sum.</summary>
    public long Value => value.Value;
    public double MeanValue => value.Mean(Machine.Now);
    public long MaxValue => value.Max;

    /// <summary>Ends of processes that undid what they had done to it.</summary>
    public long Undone { get; private set; }

    private protected override (Duration Call, Duration KiB) Prices(Costs costs) => default;

    protected override void Attached() => plate.Attach(this, owned => new(this, owned, initial));

    internal override OpenFile? Present => plate.Present?.File;
    internal override Errno WhenNotOpen => Errno.Invalid;

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how) =>
        how.Mode != IoMode.Blocking ? Machine.Finish(thread, Errno.Invalid)
        : plate.Open(thread, how, how.For, out var counter) is { } error ? Machine.Finish(thread, error)
        : Machine.Finish(thread, counter!.Id);

    internal override Errno? Remove(int thread) => Remove(thread, plate.Present);

    internal Errno? Remove(int thread, SystemVCounter? counter) => plate.Remove(thread, counter, Errno.NotPermitted);

    internal override void Restart()
    {
        base.Restart();
        value.Restart(Machine.Now);
        Undone = 0;
    }

    internal void Moves(long change) => value.Set(Machine.Now, value.Value + change);

    internal void CountUndone() => Undone++;

    /// <summary>A call has come back that has done what it was to do.</summary>
    internal void CountCall(ref Transfer transfer)
    {
        if (transfer.Change > 0) CountWrite(transfer);
        else CountRead(ref transfer);
    }

    // The operations on it, for threads whose programs are methods.
    internal Operation Changing(bool undo) => undo
        ? changingUntilEnd ??= new Semop.Step(new(Number), null, undo: true, null, null)
        : changing ??= new Semop.Step(new(Number), null, undo: false, null, null);
}
