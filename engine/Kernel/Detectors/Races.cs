using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel.Detectors;

/// <summary>
/// Two accesses of different threads to one variable, at least one of them a write, that nothing orders: no lock, no
/// signal, no join, no atomic access. Under another schedule they may come the other way round, or at once.
/// </summary>
/// <remarks>
/// <para>
/// Happens-before by vector clocks, after FastTrack: C. Flanagan and S. N. Freund, "FastTrack: efficient and precise
/// dynamic race detection", PLDI 2009. What it finds is a race; the first one on each variable is always found. Later
/// ones are found against the last write and the reads since.
/// </para>
/// <para>
/// Orders: a lock given back and then taken (readers of a lock are not ordered among themselves); what a thread does
/// before it notifies, arrives or gives a permit, and what those do who go on after that; spawning; joining; forking,
/// and
/// waiting for the end of a child; what a process did, and who has the permits that its end has undone; atomic
/// accesses
/// to one variable among themselves. Variables of processes are compared within one process, those in a shared memory
/// among all that have attached it. What is read under a sequence lock is read again if a writer came
/// between, and races with nobody who writes under it.
/// </para>
/// <para>One finding for each two lines of a scenario, with the number of times.</para>
/// </remarks>
public sealed class Races : Detector
{
    readonly HeldLocks held = new();
    readonly HappensBefore order = new();
    readonly Dictionary<(int Variable, object Memory), VariableHistory> histories = [];
    readonly Dictionary<(int Variable, Place One, Place Other), Finding> found = [];

    public override void ThreadCreated(Machine machine, int thread)
    {
        order.Created(thread);
        held.Empty(thread);
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (state == ThreadState.Exited) order.Exited(machine, thread);
    }

    public override void ThreadSpawned(Machine machine, int parent, int child) =>
        order.Spawned(machine, parent, child);

    public override void ProcessForked(Machine machine, Process child, int parent, int thread) =>
        order.Begot(parent, thread);

    public override void ProcessReaped(Machine machine, Process process, int by)
    {
        if (by >= 0) order.SeesEnd(by, process);
    }

    public override void VforkReturned(Machine machine, int parent, Process child)
    {
        order.SeesEnd(parent, child);
        foreach (var thread in machine.Threads.Of(child)) order.Follows(parent, thread);
    }

    public override void Undone(Machine machine, Lock at, Process process) => order.Undoes(at, process);

    public override void ThreadsJoined(Machine machine, int thread, int join) => order.Joins(thread, join);

    public override void ThreadJoined(Machine machine, int thread, Thread other) => order.Joins(thread, other);

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        order.Takes(taken, thread, isShared);
        held.Take(machine, taken, thread, isShared);
    }

    public override void LockGivenBack(Machine machine, Lock given, int thread) =>
        order.GivesBack(given, thread, isShared: held.GiveBack(given, thread));

    public override void Signalled(Machine machine, Lock at, int thread) => order.Signals(at, thread);

    public override void Noticed(Machine machine, Lock at, int thread) => order.Notices(at, thread);

    public override void Accessed(Machine machine, int thread, int variable, Access access)
    {
        if (machine.Variables[variable].IsOfThread) return;
        var its = machine.ClassOf(thread);
        var key = (variable, machine.MemoryOf(thread, variable));
        if (!histories.TryGetValue(key, out var history)) histories[key] = history = new(order);
        if (access == Access.Atomic) order.Meets(thread, history.Atomics);
        var epoch = order.EpochOf(thread);
        if (access == Access.Read && history.IsRead(epoch)) return;
        var present = new PastAccess(epoch, access, its, machine.Threads.Lives[thread].Serial,
            machine.CallOf(thread).Source, machine.Simulation.Now, held.SetOf(thread));
        var known = order.ClockOf(thread);
        if (history.IsWritten) Compare(machine, variable, history.LastWrite, present, known);
        if (access == Access.Read) history.Read(present, known);
        else
        {
            foreach (var read in history.PastReads) Compare(machine, variable, read, present, known);
            history.Write(present, known);
        }
        if (access == Access.Atomic) order.Tick(thread);
    }

    void Compare(Machine machine, int variable, in PastAccess past, in PastAccess present, VectorClock known)
    {
        if (known.Knows(past.Epoch) || AreUnderSequenceLock(past, present)) return;
        var (one, other) = (Place.Of(past), Place.Of(present));
        if (found.TryGetValue((variable, one, other), out var again)
            || found.TryGetValue((variable, other, one), out again)) again.Times++;
        else
            found[(variable, one, other)] = Report(Found(present.At,
                $"{machine.Variables[variable].Name}: {Describe(present, "")}; "
                    + $"{Describe(past, $" at {past.At}")}; nothing orders the two",
                [past.Source, present.Source]));
    }

    static bool AreUnderSequenceLock(in PastAccess one, in PastAccess other)
    {
        foreach (var (guard, isShared) in one.Locks.Locks)
            if (guard is SequenceLock)
                foreach (var (its, itsShared) in other.Locks.Locks)
                    if (its == guard && !(isShared && itsShared)) return true;
        return false;
    }

    static string Describe(in PastAccess one, string when)
    {
        var does = one.Access switch
        {
            Access.Read => when == "" ? "reads it" : "read it",
            Access.Write => when == "" ? "writes it" : "wrote it",
            _ => when == "" ? "changes it atomically" : "changed it atomically",
        };
        return $"{one.Class.NameOf(one.Serial)} {does}{when}{In(one.Source)} holding {one.Locks}";
    }

    /// <summary>A line of the scenario; of a thread whose program is a method, its kind.</summary>
    readonly record struct Place(SourceLine Source, string Class)
    {
        public static Place Of(in PastAccess one) =>
            one.Source.Line > 0 ? new(one.Source, "") : new(default, one.Class.Name);
    }
}
