using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>Any number of readers together, or one writer alone.</summary>
/// <remarks>
/// P. J. Courtois, F. Heymans and D. L. Parnas, "Concurrent control with 'readers' and 'writers'", CACM 14(10), 1971:
/// their first problem prefers readers, their second writers.
/// </remarks>
/// <param name="prefer">
/// Who goes first. <c>none</c>: in order of arrival, readers one behind the other together. <c>reader</c>: a reader
/// waits for no writer that waits. <c>writer</c>: a reader waits for all writers that wait.
/// </param>
public sealed class ReadWriteLock(Preference prefer = Preference.None) : Lock, ISharable
{
    // In order of arrival, all stand in the first of them.
    readonly WaitLine line = new(), readersLine = new();
    readonly List<(int Thread, long Since)> readers = [];
    int writer = -1;
    long writesSince;

    /// <summary>One that belongs to a machine at once.</summary>
    public ReadWriteLock(Machine machine, Preference prefer = Preference.None, string? name = null) : this(prefer) =>
        machine.Add(name, this);

    public override int Permits => int.MaxValue;
    public override int Waiters => line.Count + readersLine.Count;
    public override int Owner => writer;
    public override IReadOnlyList<int> HeldBy =>
        writer != -1 ? [writer] : [.. readers.Select(reader => reader.Thread)];

    public override int WhoHolds(Span<int> room)
    {
        if (writer != -1) return base.WhoHolds(room);
        var known = Math.Min(readers.Count, room.Length);
        for (var i = 0; i < known; i++) room[i] = readers[i].Thread;
        return known;
    }

    public override int WhoWaits(Span<int> room)
    {
        var (first, second) = prefer == Preference.Reader ? (readersLine, line) : (line, readersLine);
        var ahead = first.CopyTo(Machine, room);
        return ahead + second.CopyTo(Machine, room[Math.Min(ahead, room.Length)..]);
    }

    Charge ILockable.CostOfTaking(int thread) => CostOf(thread, MayWrite);
    Charge ISharable.CostOfSharing(int thread) => CostOf(thread, MayRead);
    Charge ILockable.CostOfTrying(int thread) => Touching(thread);
    Charge ILockable.CostOfGiving(int thread) => CostOf(thread, Waiters == 0);
    bool ILockable.IsTaken(int thread) => !MayWrite;
    bool ISharable.IsTakenForReading(int thread) => !MayRead;
    bool ISharable.MustReadAgain(int thread) => false;
    void ISharable.ReleaseShared(int thread) => Release(thread);

    Flow ILockable.Acquire(int thread, Patience patience) => Acquire(thread, patience, shared: false);
    Flow ISharable.AcquireShared(int thread, Patience patience) => Acquire(thread, patience, shared: true);

    public void Release(int thread)
    {
        if (writer == thread)
        {
            writer = -1;
            NoLongerHeld(thread);
            GivenBack(thread, writesSince);
        }
        else
        {
            var last = readers.Count - 1;
            while (last >= 0 && readers[last].Thread != thread) last--;
            if (last < 0) throw Machine.Refuse(thread, $"unlocks {Name}, which it does not hold");
            var since = readers[last].Since;
            readers.RemoveAt(last);
            NoLongerHeld(thread);
            GivenBack(thread, since);
        }
        Serve();
        Changed();
    }

    internal override void Forget(int thread)
    {
        Machine.LeavesLine(thread);
        (prefer != Preference.None && Machine.WaitsToShare(thread) ? readersLine : line).Remove(Machine, thread);
        Serve();
        Changed();
    }

    internal override bool LoseHolder(int thread)
    {
        var holds = writer == thread;
        if (holds) writer = ThreadTable.Departed;
        for (var i = 0; i < readers.Count; i++)
        {
            if (readers[i].Thread != thread) continue;
            readers[i] = readers[i] with { Thread = ThreadTable.Departed };
            holds = true;
        }
        return holds;
    }

    // A writer waits for every reader, a reader for the writer at work, or the one that must go first.
    internal override IEnumerable<int> Blockers(int waiting) =>
        writer != -1 ? [writer]
        : !Machine.WaitsToShare(waiting) ? readers.Select(reader => reader.Thread)
        : line.First >= 0 && !Machine.WaitsToShare(line.First) ? [line.First] : [];

    /// <summary>Of whom alone a waiting thread must see give way; below 0: of nobody, or of all readers.</summary>
    internal int AheadOf(int waiting) =>
        writer == -1 && Machine.WaitsToShare(waiting) && line.First >= 0 && !Machine.WaitsToShare(line.First)
            ? line.First : writer;

    /// <summary>A thread that reads waits for others: to give way to a writer, it must be given way.</summary>
    internal bool HasReaderThatWaits
    {
        get
        {
            foreach (var (reader, _) in readers)
                if (Machine.Threads.IsLive(reader) && Machine.WaitsForOthers(reader)) return true;
            return false;
        }
    }

    bool IsFree => writer == -1 && readers.Count == 0;
    bool MayWrite => IsFree && Waiters == 0;
    bool MayRead => writer == -1 && (prefer == Preference.Reader || line.Count == 0);

    Charge CostOf(int thread, bool isQuiet) =>
        isQuiet ? Touching(thread) : Charge.System(Machine.Costs.SystemCall);

    Flow Acquire(int thread, Patience patience, bool shared)
    {
        if (shared ? MayRead : MayWrite)
        {
            Enter(thread, shared, Duration.Zero, contended: false);
            Machine.Observer?.LockChanged(Machine, this);
            return Flow.Next;
        }
        if (patience.IsNone)
        {
            TimedOut(thread);
            return Flow.Next;
        }
        (shared && prefer != Preference.None ? readersLine : line).Add(Machine, thread);
        return Block(thread, patience.Time, shared);
    }

    /// <summary>Those may enter who may now.</summary>
    void Serve()
    {
        if (prefer == Preference.Reader || line.Count == 0)
            while (readersLine.Count > 0 && writer == -1) Admit(readersLine);
        while (line.Count > 0 && (Machine.WaitsToShare(line.First) ? writer == -1 : IsFree)) Admit(line);
    }

    void Admit(WaitLine from)
    {
        var thread = from.Take(Machine);
        HandedOff();
        Enter(thread, Machine.WaitsToShare(thread), Machine.TimeInState(thread), contended: true);
        Wake(thread);
    }

    void Enter(int thread, bool shared, Duration waited, bool contended)
    {
        if (shared) readers.Add((thread, Machine.Now));
        else (writer, writesSince) = (thread, Machine.Now);
        Held(thread);
        Granted(thread, waited, contended, shared);
    }
}
