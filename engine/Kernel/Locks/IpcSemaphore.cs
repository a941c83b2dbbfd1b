using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// A counter in the kernel, for the threads of all processes: a number of permits, of which any thread may give one
/// back. Each operation on it is a system call. What a process has taken and not given back is undone when it dies, or
/// lost.
/// </summary>
/// <remarks>
/// semop(2), sem_overview(7). The handler of a signal ends the wait for a permit, which never begins anew of itself.
/// Who waits is served in order of arrival, by the call that gives a permit back (ipc/sem.c of Linux). What is to be
/// undone belongs to the process and not to its threads: <c>exec</c> keeps it, and the child of a <c>fork</c> begins
/// with none.
/// </remarks>
/// <param name="permits">How many may hold one at a time, from 1.</param>
/// <param name="initial">
/// How many are free at the start, from 0 to <paramref name="permits"/>; all when left out. The others count as held.
/// </param>
/// <param name="undo">
/// Whether the end of a process undoes what it did (SEM_UNDO): what it has taken more than given is given back, never
/// beyond the permits; what it has given more than taken is taken again, as far as that is there. Otherwise what it
/// holds is lost, which is reported.
/// </param>
public sealed class IpcSemaphore(int permits, int? initial = null, bool undo = false)
    : BlockingLock(LineOrder.Fifo, ReleaseRule.HandOff, spin: default), ILockable
{
    int free = permits < 1
        ? throw new ArgumentOutOfRangeException(nameof(permits), permits, "must be at least 1")
        : initial is < 0 || initial > permits
            ? throw new ArgumentOutOfRangeException(
                nameof(initial), initial, $"must be from 0 to the permits, {permits}")
            : initial ?? permits;

    /// <summary>One that belongs to a machine at once.</summary>
    public IpcSemaphore(Machine machine, int permits, int? initial = null, bool undo = false, string? name = null)
        : this(permits, initial, undo) => machine.Add(name, this);

    // Not kept where walking it would cost.
    const int MostRemembered = 64;
    readonly (Process? Process, int Thread, long Since)[] holders =
        new (Process?, int, long)[permits <= MostRemembered ? permits : 0];
    int remembered;

    // Of each process that lives, what it has taken less what it has given: semadj.
    readonly Dictionary<Process, int> taken = [];

    /// <summary>Permits that are to be had.</summary>
    public int Free => free;

    /// <summary>Permits that were given back for processes that had died.</summary>
    public long Undone { get; private set; }

    /// <summary>Permits that processes held when they died, and that nobody gave back for them.</summary>
    public long Lost { get; private set; }

    public override int Permits => permits;
    protected override int HeldAtStart => permits - free;
    public override IReadOnlyList<int> HeldBy => [.. holders.Take(remembered).Select(holder => holder.Thread)];

    public override int WhoHolds(Span<int> room)
    {
        var known = Math.Min(remembered, room.Length);
        for (var i = 0; i < known; i++) room[i] = holders[i].Thread;
        return known;
    }

    internal override string Holding => string.Join(", ", holders.Take(remembered).Select(holder =>
        holder.Process is { IsOver: true } dead ? $"{dead}, its holder process, which has died"
            : Machine.NameOf(holder.Thread)));

    bool ILockable.EndsAtSignals => true;

    Charge ILockable.CostOfTaking(int thread) => Charge.System(Machine.Costs.SystemCall);
    Charge ILockable.CostOfTrying(int thread) => Charge.System(Machine.Costs.SystemCall);
    Charge ILockable.CostOfGiving(int thread) => Charge.System(Machine.Costs.SystemCall);

    /// <summary>A process has died, with all its threads.</summary>
    internal void Settle(Process process)
    {
        if (!taken.Remove(process, out var its) || its == 0) return;
        if (undo) Machine.Observer?.Undone(Machine, this, process);
        if (its < 0 && undo) TakeAgain(-its);
        else if (its > 0 && undo) GiveBack(process, Math.Min(its, permits - free));
        // No more than all have taken and not given back: others may have given, as who signals does.
        else if (Math.Min(its, (initial ?? permits) - free - Lost) is > 0 and var lost) Lose(process, lost);
    }

    /// <summary>A thread of a process that may live on has exited: what it took, its process holds.</summary>
    internal override bool LoseHolder(int thread)
    {
        for (var i = 0; i < remembered; i++)
            if (holders[i].Thread == thread) holders[i].Thread = ThreadTable.Departed;
        return false;
    }

    protected override void Attached() => Machine.Settles(this);

    protected override bool TryTake(int thread)
    {
        if (free == 0) return false;
        free--;
        var process = Machine.ProcessOf(thread);
        taken[process] = taken.GetValueOrDefault(process) + 1;
        if (!IsRemembering) return true;
        holders[remembered++] = (process, thread, Machine.Now);
        Held(thread);
        return true;
    }

    protected override long GiveBack(int thread)
    {
        if (free == permits) throw Machine.Refuse(thread, $"releases {Name}, of which all {permits} permits are free");
        free++;
        var process = Machine.ProcessOf(thread);
        taken[process] = taken.GetValueOrDefault(process) - 1;
        // Given back by another thread, it is taken to be the permit of the one that has held longest.
        var whose = remembered - 1;
        while (whose > 0 && holders[whose].Thread != thread) whose--;
        return Strike(whose);
    }

    bool IsRemembering => holders.Length > 0;

    void GiveBack(Process process, int count)
    {
        Undone += count;
        for (; count > 0; count--)
        {
            free++;
            var whose = remembered - 1;
            while (whose > 0 && holders[whose].Process != process) whose--;
            Freed(ThreadTable.Departed, Strike(whose));
        }
    }

    void TakeAgain(int count)
    {
        count = Math.Min(count, free);
        free -= count;
        for (var left = count; left > 0 && IsRemembering; left--)
            holders[remembered++] = (null, ThreadTable.Departed, Machine.Now);
        HeldByNobody(count);
        Changed();
    }

    void Lose(Process process, long count)
    {
        Lost += count;
        Machine.Note($"{process} ends while it holds {count} permit{(count == 1 ? "" : "s")} of {Name}; "
            + "nobody gives that back for it");
    }

    /// <summary>One of those remembered holds a permit no longer; since when it did.</summary>
    /// <param name="whose">Negative where none is remembered.</param>
    long Strike(int whose)
    {
        if (whose < 0) return Unknown;
        var since = holders[whose].Since;
        NoLongerHeld(holders[whose].Thread);
        remembered--;
        for (; whose < remembered; whose++) holders[whose] = holders[whose + 1];
        return since;
    }
}
