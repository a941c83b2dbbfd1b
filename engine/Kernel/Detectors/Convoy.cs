using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel.Detectors;

/// <summary>
/// A lock whose line does not dissolve: whenever it is given back, threads stand there, and whoever gets it has waited.
/// </summary>
/// <remarks>
/// M. Blasgen, J. Gray, M. Mitoma and T. Price, "The convoy phenomenon", ACM Operating Systems Review 13(2), 1979:
/// once a holder has lost its CPU all gather behind it, and strict hand-off makes each of them wait for a CPU while it
/// holds the lock. A convoy is told of when it has lasted, and counted once until the line has been empty.
/// </remarks>
/// <param name="queue">At least so many threads stand at the door at each release, from 1.</param>
/// <param name="rounds">For so many releases, one after the other, from 1.</param>
public sealed class Convoy(int queue = 3, int rounds = 10) : Detector
{
    readonly int queue = queue >= 1 ? queue
        : throw new ArgumentOutOfRangeException(nameof(queue), queue, "must be at least 1");
    readonly int rounds = rounds >= 1 ? rounds
        : throw new ArgumentOutOfRangeException(nameof(rounds), rounds, "must be at least 1");

    sealed class Door
    {
        public int Rounds, Least;
        public long Since, Idle;
        public bool IsTold;

        // When it was granted to a thread, and how long it was held by threads without a CPU.
        public int Holder = -1;
        public long ReadySince = -1;
    }

    readonly Dictionary<Lock, Door> doors = [];
    readonly Dictionary<int, List<Door>> ownedBy = [];
    readonly Dictionary<int, Lock> waitedFor = [];

    public override void LockAwaited(Machine machine, Lock awaited, int thread, bool isShared) =>
        waitedFor[thread] = awaited;

    public override void LockGivenUp(Machine machine, Lock awaited, int thread) => waitedFor.Remove(thread);

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        // Who reads under a sequence lock holds up nobody.
        if (taken.Permits != 1 || isShared) return;
        if (!doors.TryGetValue(taken, out var door)) doors[taken] = door = new();
        if (!waitedFor.Remove(thread, out var waited) || waited != taken) (door.Rounds, door.Idle) = (0, 0);
        door.Holder = thread;
        door.ReadySince = machine.IsOnCpu(thread) ? -1 : machine.Now;
        if (!ownedBy.TryGetValue(thread, out var owned)) ownedBy[thread] = owned = [];
        owned.Add(door);
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (state == ThreadState.Exited) waitedFor.Remove(thread);
        if (!ownedBy.TryGetValue(thread, out var owned)) return;
        foreach (var door in owned)
        {
            if (state == ThreadState.Ready)
            {
                if (door.ReadySince < 0) door.ReadySince = machine.Now;
            }
            else if (door.ReadySince >= 0)
            {
                door.Idle += machine.Now - door.ReadySince;
                door.ReadySince = -1;
            }
        }
        // Its number may go to another.
        if (state == ThreadState.Exited) owned.Clear();
    }

    public override void LockGivenBack(Machine machine, Lock given, int thread)
    {
        if (given.Permits != 1) return;
        if (!doors.TryGetValue(given, out var door)) doors[given] = door = new();
        if (given is SequenceLock && door.Holder != thread) return;
        if (door.Holder >= 0) ownedBy[door.Holder].Remove(door);
        door.Holder = -1;
        if (given.Waiters < queue)
        {
            if (given.Waiters == 0) door.IsTold = false;
            (door.Rounds, door.Idle) = (0, 0);
            return;
        }
        if (door.Rounds++ == 0) (door.Since, door.Least, door.Idle) = (machine.Now, given.Waiters, 0);
        door.Least = Math.Min(door.Least, given.Waiters);
        if (door.Rounds <= rounds || door.IsTold) return;
        door.IsTold = true;
        Tell(machine, given, door);
    }

    void Tell(Machine machine, Lock at, Door door)
    {
        var lasted = new Duration(machine.Now - door.Since);
        var idle = lasted == Duration.Zero ? 0 : (double)door.Idle / lasted.Nanoseconds;
        var waste = FormattableString.Invariant($"{100 * idle:0} %");
        Report(Found(machine.Simulation.Now,
            $"{at.Name}: at least {door.Least} threads stand at the door at each of {door.Rounds} releases since "
                + $"{new Instant(door.Since)}; {waste} of that time its holder waited for a CPU; "
                + (idle > 0.2 ? "barging would let those go first that have one" : "hold it for a shorter time"),
            [], FindingValue.Number("rounds", door.Rounds), FindingValue.Number("waiting", door.Least),
            FindingValue.Number("idle", idle)));
    }
}
