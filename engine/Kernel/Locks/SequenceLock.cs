using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// One writer at a time; readers never wait and never delay it, but read again what was written meanwhile.
/// </summary>
/// <remarks>Linux, Documentation/locking/seqlock.rst.</remarks>
public sealed class SequenceLock() : BlockingLock(LineOrder.Fifo, ReleaseRule.HandOff, spin: default), ISharable
{
    // Odd while a writer is at work.
    long sequence, since;
    int writer = -1;
    readonly PerThread<long> seen = new();

    /// <summary>One that belongs to a machine at once.</summary>
    public SequenceLock(Machine machine, string? name = null) : this() => machine.Add(name, this);

    /// <summary>Readings that were made anew.</summary>
    public long Retries { get; private set; }

    /// <summary>Readings that saw nothing but one state.</summary>
    public long Reads { get; private set; }

    public override int Permits => 1;
    public override int Owner => writer;
    public override IReadOnlyList<int> HeldBy => writer == -1 ? [] : [writer];

    Charge ISharable.CostOfSharing(int thread) => Touching(thread);
    bool ISharable.IsTakenForReading(int thread) => false;

    Flow ISharable.AcquireShared(int thread, Patience patience)
    {
        seen[thread] = sequence;
        Machine.Observer?.LockTaken(Machine, this, thread, isShared: true);
        return Flow.Next;
    }

    bool ISharable.MustReadAgain(int thread)
    {
        var isTorn = seen[thread] != sequence || sequence % 2 == 1;
        seen[thread] = sequence;
        if (isTorn) Retries++;
        return isTorn;
    }

    void ISharable.ReleaseShared(int thread)
    {
        Reads++;
        Machine.Observer?.Noticed(Machine, this, thread);
        Machine.Observer?.LockGivenBack(Machine, this, thread);
    }

    internal override bool LoseHolder(int thread)
    {
        if (writer != thread) return false;
        writer = ThreadTable.Departed;
        return true;
    }

    protected override bool TryTake(int thread)
    {
        if (writer != -1) return false;
        (writer, since) = (thread, Machine.Now);
        sequence++;
        Held(thread);
        return true;
    }

    protected override long GiveBack(int thread)
    {
        if (writer != thread)
            throw Machine.Refuse(thread,
                $"unlocks {Name}, which {(writer == -1 ? "nobody" : Machine.NameOf(writer))} writes");
        writer = -1;
        sequence++;
        NoLongerHeld(thread);
        Machine.Observer?.Signalled(Machine, this, thread);
        return since;
    }
}
