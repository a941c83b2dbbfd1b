using System.Runtime.CompilerServices;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Detectors;

/// <summary>
/// What each thread knows of the others, through locks, what they signal, the threads it has spawned and joined.
/// </summary>
/// <remarks>
/// L. Lamport, "Time, clocks, and the ordering of events in a distributed system", CACM 21(7), 1978. Numbers of threads
/// are given away again, so each thread has a slot of its own: that of a dead one is used again when no access by it is
/// remembered any more, and its time goes on, so that no two threads are taken for one.
/// </remarks>
sealed class HappensBefore
{
    const int NoSlot = -1;

    struct Present
    {
        public VectorClock? Clock;
        public int Slot;
        public long Time, Name;
    }

    struct Slot
    {
        public long Time;
        public int Remembered;
        public bool IsFree;
    }

    // Of a join: what those knew that are over, and who waits for them.
    struct Joined
    {
        public VectorClock? Clock;
        public long Parent;
    }

    readonly PerThread<Present> threads = new();
    readonly PerThread<Slot> slots = new();
    readonly Stack<int> free = [];
    readonly PerThread<Joined> joins = new();
    readonly Dictionary<Lock, VectorClock> given = [], givenByReaders = [];
    readonly ConditionalWeakTable<Thread, VectorClock> exits = [];

    // What the threads of a process knew that are over.
    readonly ConditionalWeakTable<Process, VectorClock> ends = [];
    int slotsUsed;
    long created;

    public void Created(int thread)
    {
        ref var its = ref threads[thread];
        (its.Clock ??= new()).Clear();
        (its.Slot, its.Name) = (NoSlot, ++created);
    }

    /// <summary>What a thread did until now, its child knows: a thread, or the first of a process.</summary>
    public void Begot(int parent, int child)
    {
        ClockOf(child).Join(ClockOf(parent));
        Tick(parent);
    }

    public void Spawned(Machine machine, int parent, int child)
    {
        Begot(parent, child);
        if (machine.Threads.Lives[child].Join < 0) return;
        ref var join = ref joins[machine.Threads.Lives[child].Join];
        if (join.Parent == threads[parent].Name) return;
        // The number of a join that is forgotten is given away.
        join.Parent = threads[parent].Name;
        join.Clock?.Clear();
    }

    public void Exited(Machine machine, int thread)
    {
        ends.GetOrCreateValue(machine.ProcessOf(thread)).Join(ClockOf(thread));
        if (machine.Threads.Lives[thread].Join is >= 0 and var join)
            (joins[join].Clock ??= new()).Join(ClockOf(thread));
        if (machine.Threads.FindBodyOf(thread) is { } body)
        {
            var last = new VectorClock();
            last.Join(ClockOf(thread));
            exits.AddOrUpdate(body, last);
        }
        if (threads[thread].Slot is not (>= 0 and var number)) return;
        slots[number].Time = threads[thread].Time;
        slots[number].IsFree = true;
        threads[thread].Slot = NoSlot;
        if (slots[number].Remembered == 0) free.Push(number);
    }

    public void Joins(int thread, int join)
    {
        if (joins[join].Clock is { } known) ClockOf(thread).Join(known);
    }

    public void Joins(int thread, Thread other)
    {
        if (exits.TryGetValue(other, out var known)) ClockOf(thread).Join(known);
    }

    /// <summary>A thread knows what those of a process did that are over.</summary>
    public void SeesEnd(int thread, Process process)
    {
        if (ends.TryGetValue(process, out var known)) ClockOf(thread).Join(known);
    }

    /// <summary>Whoever has a lock next knows what those of a process did that are over.</summary>
    public void Undoes(Lock one, Process process)
    {
        if (ends.TryGetValue(process, out var known)) Of(given, one).Join(known);
    }

    /// <summary>A thread goes on after what another has done in its memory.</summary>
    public void Follows(int thread, int other)
    {
        ClockOf(thread).Join(ClockOf(other));
        Tick(other);
    }

    /// <summary>A reader knows what writers did, a writer what all did.</summary>
    public void Takes(Lock taken, int thread, bool isShared)
    {
        Notices(taken, thread);
        if (!isShared && givenByReaders.TryGetValue(taken, out var known)) ClockOf(thread).Join(known);
    }

    public void GivesBack(Lock one, int thread, bool isShared) => Tell(isShared ? givenByReaders : given, one, thread);

    public void Signals(Lock at, int thread) => Tell(given, at, thread);

    public void Notices(Lock at, int thread)
    {
        if (given.TryGetValue(at, out var known)) ClockOf(thread).Join(known);
    }

    /// <summary>A thread knows what a clock knows, and the clock what it does up to now.</summary>
    public void Meets(int thread, VectorClock meeting)
    {
        ClockOf(thread).Join(meeting);
        meeting.Join(ClockOf(thread));
    }

    public VectorClock ClockOf(int thread)
    {
        ref var its = ref threads[thread];
        if (its.Slot == NoSlot) Begin(ref its);
        return its.Clock!;
    }

    public Epoch EpochOf(int thread)
    {
        ClockOf(thread);
        return new(threads[thread].Slot, threads[thread].Time);
    }

    /// <summary>What a thread does from now on, nobody knows yet.</summary>
    public void Tick(int thread)
    {
        ClockOf(thread);
        ref var its = ref threads[thread];
        its.Clock![its.Slot] = ++its.Time;
    }

    /// <summary>An access at a time is remembered.</summary>
    public void Remember(Epoch one) => slots[one.Slot].Remembered++;

    /// <summary>An access at a time is remembered no longer.</summary>
    public void Forget(Epoch one)
    {
        ref var slot = ref slots[one.Slot];
        if (--slot.Remembered == 0 && slot.IsFree) free.Push(one.Slot);
    }

    void Begin(ref Present its)
    {
        its.Slot = free.TryPop(out var again) ? again : slotsUsed++;
        ref var slot = ref slots[its.Slot];
        slot.IsFree = false;
        its.Clock![its.Slot] = its.Time = slot.Time + 1;
    }

    void Tell(Dictionary<Lock, VectorClock> clocks, Lock one, int thread)
    {
        Of(clocks, one).Join(ClockOf(thread));
        Tick(thread);
    }

    static VectorClock Of(Dictionary<Lock, VectorClock> clocks, Lock one) =>
        clocks.TryGetValue(one, out var clock) ? clock : clocks[one] = new();
}
