using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Detectors;

/// <summary>What is remembered of the accesses to one variable: the last write, and reads that it does not
/// know.</summary>
/// <remarks>
/// The rules are those of FastTrack: while accesses are ordered, one write and one read tell all (C. Flanagan and
/// S. N. Freund, PLDI 2009).
/// </remarks>
sealed class VariableHistory(HappensBefore order)
{
    // Of a variable that is only read; older ones are forgotten.
    const int MostReads = 1_024;

    readonly List<PastAccess> reads = [];
    PastAccess write;

    /// <summary>Where atomic accesses meet.</summary>
    public VectorClock Atomics => field ??= new();

    /// <summary>Reads that the last write does not know.</summary>
    public List<PastAccess> PastReads => reads;

    public bool IsWritten => write.Class is not null;
    public PastAccess LastWrite => write;

    /// <summary>A thread has read it in this epoch, or written: nothing new can be seen.</summary>
    public bool IsRead(Epoch now) => IsWritten && write.Epoch == now || reads.Count == 1 && reads[0].Epoch == now;

    public void Read(PastAccess read, VectorClock known)
    {
        order.Remember(read.Epoch);
        var place = reads.Count == 1 && known.Knows(reads[0].Epoch) ? 0
            : reads.FindIndex(other => other.Epoch.Slot == read.Epoch.Slot);
        if (place >= 0)
        {
            order.Forget(reads[place].Epoch);
            reads[place] = read;
            return;
        }
        if (reads.Count == MostReads)
        {
            order.Forget(reads[0].Epoch);
            reads.RemoveAt(0);
        }
        reads.Add(read);
    }

    public void Write(PastAccess written, VectorClock known)
    {
        order.Remember(written.Epoch);
        if (IsWritten) order.Forget(write.Epoch);
        write = written;
        var kept = 0;
        for (var i = 0; i < reads.Count; i++)
            if (known.Knows(reads[i].Epoch)) order.Forget(reads[i].Epoch);
            else reads[kept++] = reads[i];
        reads.RemoveRange(kept, reads.Count - kept);
    }
}

/// <summary>An access of the past, with all that a reader of a finding asks.</summary>
readonly record struct PastAccess(
    Epoch Epoch, Access Access, ThreadClass Class, int Serial, SourceLine Source, Instant At, LockSet Locks);
