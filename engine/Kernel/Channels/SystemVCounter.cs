using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>The value of a System V semaphore, and who waits until it suffices, or until it is 0.</summary>
/// <remarks>
/// perform_atomic_semop, update_queue and exit_sem in ipc/sem.c of Linux, for calls of one operation. Who changes the
/// value does at once what others waited for, so a thread that is woken has what it asked for. One that waits for 0
/// changes nothing: it stands in a line of its own, and none of these misses a 0, however short.
/// </remarks>
sealed class SystemVCounter : KernelObject
{
    /// <summary>The largest value: SEMVMX.</summary>
    public const int Most = 32_767;

    readonly SystemVSemaphore home;
    readonly Machine machine;
    readonly ServedLine toTake, toSeeZero;
    long value;

    public SystemVCounter(SystemVSemaphore home, Ownership owned, int initial) : base(home, owned)
    {
        const string means = "the permission to change it";
        (this.home, machine, value) = (home, home.Machine, initial);
        toTake = new(machine, () => $"more in {home.Name}", MayChange, means);
        toSeeZero = new(machine, () => $"nothing in {home.Name}", MayChange, means);
        File = new(home, this);
        Id = machine.KernelNames.Add(File);
        home.Moves(initial);
    }

    public SystemVCounterFile File { get; }
    public long Id { get; }

    public Flow Change(int thread, ref Transfer transfer, bool mustNotBlock)
    {
        if (TryChange(thread, ref transfer) is { } answer)
        {
            if (answer == 0) GoOn(transfer.Change);
            return machine.Finish(thread, answer);
        }
        return mustNotBlock ? machine.Finish(thread, Errno.Again)
            : (transfer.Change == 0 ? toSeeZero : toTake).Block(thread);
    }

    /// <summary>The end of a process undoes what it did: never below 0, nor above what a value may be.</summary>
    public void Undo(int adjustment)
    {
        var before = value;
        value = Math.Clamp(value + adjustment, 0, Most);
        home.CountUndone();
        home.Moves(value - before);
        GoOn(value - before);
    }

    protected override void Vanish()
    {
        machine.KernelNames.Remove(Id);
        toTake.ServeAll(-(long)Errno.Removed);
        toSeeZero.ServeAll(-(long)Errno.Removed);
        home.Moves(-value);
    }

    bool MayChange(Process process) => Owned.Lets(process.Credentials, Use.Writing);

    /// <summary>What a call comes back with; null where it has to wait.</summary>
    long? TryChange(int thread, ref Transfer transfer)
    {
        var change = transfer.Change;
        if (change == 0 ? value > 0 : change < -value) return null;
        if (change > Most - value) return -(long)Errno.Range;
        if (transfer.IsUndone && change != 0
            && !(machine.ProcessOf(thread).Adjustments ??= new()).TryAdd(this, -(int)change))
            return -(long)Errno.Range;
        value += change;
        home.Moves(change);
        home.CountCall(ref transfer);
        return 0;
    }

    /// <summary>The value has changed: those go on for whom it is right now.</summary>
    void GoOn(long change)
    {
        if (value == 0 && change < 0) ServeZero();
        if (change <= 0) return;
        // Who is served takes some: that helps nobody who stood before and found too little.
        var (taker, left) = (toTake.First, toTake.Count);
        while (left-- > 0 && value > 0)
        {
            var behind = left > 0 ? toTake.Behind(taker) : 0;
            if (TryChange(taker, ref machine.Threads.Transfers[taker]) is { } answer)
            {
                toTake.Serve(taker, answer);
                if (value == 0) ServeZero();
            }
            taker = behind;
        }
    }

    void ServeZero()
    {
        while (toSeeZero.Count > 0)
        {
            var first = toSeeZero.First;
            home.CountCall(ref machine.Threads.Transfers[first]);
            toSeeZero.Serve(first, 0);
        }
    }
}
