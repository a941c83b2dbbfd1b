using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Locks.Lock;
using Once = Timeslice.Kernel.Locks.Once;

namespace Timeslice.Tests.Kernel.Locks;

/// Keeps books of all locks of a machine and holds every kind to the laws of locks, after every change; what was broken
/// is thrown at once.
/// <param name="plans">What the locks are, by number.</param>
sealed class LawfulLocks(IReadOnlyList<LockPlan> plans) : Observer
{
    readonly Dictionary<Lock, LockLedger> ledgers = [];
    readonly Dictionary<int, ThreadState> states = [];
    readonly Dictionary<int, (CpuState State, int Thread)> cpus = [];
    readonly Dictionary<int, (Lock Lock, bool IsShared)> awaited = [];
    readonly Dictionary<int, int> ends = [];
    readonly Dictionary<int, Lock> gaveUp = [];
    long now;

    /// Threads wake up of themselves at conditions.
    public bool IsSpurious { get; init; }

    public override void ThreadCreated(Machine machine, int thread) =>
        (states[thread], ends[thread]) = (ThreadState.Ready, 0);

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        PassTo(machine);
        var was = states[thread];
        states[thread] = state;
        if (state == ThreadState.Exited) Die(machine, thread);
        else if (state == ThreadState.BlockedOnLock) Join(thread);
        else if (was == ThreadState.BlockedOnLock) GoOn(machine, thread);
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        PassTo(machine);
        cpus[cpu] = (state, thread);
    }

    public override void LockAwaited(Machine machine, Lock at, int thread, bool isShared)
    {
        PassTo(machine);
        awaited[thread] = (at, isShared);
    }

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        PassTo(machine);
        var its = Of(taken);
        if (its.Line.FindIndex(w => w.Thread == thread) is >= 0 and var place)
        {
            // Who goes from a condition to a barging mutex that is free takes it like any other.
            if (its.Plan.Kind == LockKind.ReadWriteLock) its.Passed.AddRange(its.Ahead(machine, place));
            else
                Law(!its.IsHandedOff || !its.Ahead(machine, place).Any(), $"{taken.Name} goes to {thread} out of turn");
            isShared = its.Line[place].IsShared;
            Leave(its, thread);
        }
        else if (its.Stopped.Remove(thread, out var stood))
            Law(its.Plan.Kind != LockKind.SpinLock || !its.HasTurns || stood == 0,
                $"{taken.Name} goes to {thread} out of turn");
        else Law(its.IsOpenTo(isShared), $"{taken.Name} goes to {thread}, who came later than others");
        its.Woken.Remove(thread);
        its.Holders.Add((thread, isShared));
        Law(its.HasAsManyHoldersAsPermitted, $"{taken.Name} has {its.Taken} holders, {thread} among them");
    }

    public override void LockGivenBack(Machine machine, Lock given, int thread)
    {
        PassTo(machine);
        var its = Of(given);
        var place = its.Holders.FindLastIndex(h => h.Thread == thread);
        if (place >= 0) its.Holders.RemoveAt(place);
        else
        {
            Law(its.Plan.Kind == LockKind.Semaphore, $"{thread} gives back {given.Name}, which it does not hold");
            // Anybody gives back a permit: that of the one who has held it for longest.
            if (its.Holders.Count > 0) its.Holders.RemoveAt(0);
            else Law(its.Missing-- > 0, $"{given.Name} has more permits than there are");
        }
    }

    public override void LockGivenUp(Machine machine, Lock at, int thread)
    {
        PassTo(machine);
        var its = Of(at);
        its.Woken.Remove(thread);
        its.Stopped.Remove(thread);
        if (its.Line.Exists(w => w.Thread == thread)) Leave(its, thread);
        else
            Law(states[thread] is ThreadState.RunningUser or ThreadState.RunningSystem,
                $"{thread} gives up {at.Name}, for which it does not wait");
        gaveUp[thread] = at;
    }

    public override void Signalled(Machine machine, Lock at, int thread)
    {
        PassTo(machine);
        var its = Of(at);
        if (its.Plan.Kind == LockKind.Latch) its.Arrived++;
        if (its.Plan.Kind == LockKind.Condition) its.OwesWakeUp = its.Line.Count > 0;
    }

    public override void Noticed(Machine machine, Lock at, int thread)
    {
        PassTo(machine);
        var its = Of(at);
        var place = its.Line.FindIndex(w => w.Thread == thread);
        switch (its.Plan.Kind)
        {
            case LockKind.Barrier:
                if (its.LeftOfPhase == 0)
                {
                    Law(its.Line.Count + 1 == its.Plan.Number, $"{its.Line.Count + 1} pass {at.Name}");
                    its.LeftOfPhase = its.Plan.Number;
                }
                its.LeftOfPhase--;
                break;
            case LockKind.Latch:
                Law(its.Arrived >= its.Plan.Number, $"{thread} passes {at.Name}, at which {its.Arrived} have arrived");
                break;
            case LockKind.Once:
                Law(((Once)at).IsDone && its.Holders.Count == 0, $"{thread} passes {at.Name}, which is not done");
                break;
            case LockKind.Condition when place >= 0:
                Law(IsSpurious || !its.Ahead(machine, place).Any(), $"{at.Name} lets {thread} go on out of turn");
                its.OwesWakeUp = false;
                break;
            default: break;
        }
        if (place >= 0) Leave(its, thread);
    }

    public override void SpinChanged(Machine machine, Lock at, int thread, bool spins)
    {
        PassTo(machine);
        var its = Of(at);
        its.Woken.Remove(thread);
        its.Stopped.Remove(thread);
        if (spins) its.Spinners.Add(thread);
        else
        {
            var place = its.Spinners.IndexOf(thread);
            Law(place >= 0, $"{thread} ceases to spin for {at.Name}, and did not");
            its.Spinners.RemoveAt(place);
            its.Stopped[thread] = place;
        }
    }

    public override void LockChanged(Machine machine, Lock changed)
    {
        PassTo(machine);
        var its = Of(changed);
        its.Counted = changed.Waiters;
        Law(changed.Holders == its.Taken, $"{changed.Name} counts {changed.Holders} holders of {its.Taken}");
    }

    /// What must hold between two instants, and when all is over.
    public void CheckInstant(Machine machine)
    {
        foreach (var its in ledgers.Values)
        {
            Law(!its.HasForgotten(machine, IsOnCpu), $"{its.Lock.Name} is to be had, and somebody waits for it");
            foreach (var passed in its.Passed)
                Law(!its.Line.Exists(w => w.Thread == passed),
                    $"{its.Lock.Name} went to others before {passed} out of turn");
            its.Passed.Clear();
            var waiters = its.Plan.Kind == LockKind.SpinLock ? its.Spinners.Count : its.Line.Count;
            Law(its.Counted == waiters, $"{its.Lock.Name} counts {its.Counted} of {waiters} who wait");
        }
        foreach (var (thread, state) in states)
            Law(state == ThreadState.BlockedOnLock == ledgers.Values.Any(l => l.Line.Exists(w => w.Thread == thread)),
                $"{thread} is {state} and {(state == ThreadState.BlockedOnLock ? "in no line" : "in a line")}");
    }

    /// Who is done has nothing left, and who is not has evidence.
    public void CheckEnding(Machine machine, EndReason reason, Deadlock? deadlock)
    {
        if (reason is not (EndReason.Done or EndReason.Deadlock)) return;
        Law(reason == EndReason.Done == (states.Count == 0), $"it ends with {reason}, and {states.Count} live");
        if (reason == EndReason.Done) return;
        Law(deadlock is { Threads.Count: > 0 } && deadlock.At == machine.Simulation.Now, "a deadlock has no evidence");
        new EvidenceOfDeadlock(machine, states, ledgers.Values, awaited).Check(deadlock!, Law);
    }

    void Join(int thread)
    {
        var (at, isShared) = awaited[thread];
        var its = Of(at);
        its.Woken.Remove(thread);
        its.Stopped.Remove(thread);
        if (its.Line.Exists(w => w.Thread == thread)) return;
        its.Line.Add((thread, isShared));
        ends[thread] = 0;
        gaveUp.Remove(thread);
    }

    void Leave(LockLedger its, int thread)
    {
        its.Line.RemoveAll(w => w.Thread == thread);
        ends[thread]++;
    }

    /// A thread is not blocked any more: it has got what it waited for, has given up, or is to try again.
    void GoOn(Machine machine, int thread)
    {
        if (ledgers.Values.FirstOrDefault(l => l.Line.Exists(w => w.Thread == thread)) is { } its)
        {
            Law(!its.IsHandedOff, $"{thread} is woken without {its.Lock.Name}");
            var place = its.Line.FindIndex(w => w.Thread == thread);
            Law(!its.Ahead(machine, place).Any(), $"{its.Lock.Name} wakes {thread} out of turn");
            its.Woken.Add(thread);
            Leave(its, thread);
        }
        Law(ends[thread] == 1, $"the wait of {thread} has ended {ends[thread]} times");
    }

    void Die(Machine machine, int thread)
    {
        foreach (var its in ledgers.Values)
        {
            its.Line.RemoveAll(w => w.Thread == thread);
            its.Woken.Remove(thread);
            its.Stopped.Remove(thread);
            for (var i = its.Holders.Count - 1; i >= 0; i--)
            {
                if (its.Holders[i].Thread != thread) continue;
                var isReader = its.Plan.Kind == LockKind.SequenceLock && its.Holders[i].IsShared;
                var report = $": {machine.Describe(thread)} exits while it holds {its.Lock.Name};";
                Law(isReader || its.Plan.Kind == LockKind.Semaphore || machine.Findings.Any(f => f.Contains(report)),
                    $"{thread} dies with {its.Lock.Name}, of which nothing is told");
                if (isReader) its.Holders.RemoveAt(i);
                else its.Holders[i] = its.Holders[i] with { Thread = LockLedger.Dead };
            }
        }
        states.Remove(thread);
        awaited.Remove(thread);
    }

    bool IsOnCpu(int thread) =>
        cpus.Values.Any(c => c.Thread == thread && c.State is (CpuState.User or CpuState.System));

    LockLedger Of(Lock its) =>
        ledgers.TryGetValue(its, out var known) ? known : ledgers[its] = new(its, plans[its.Number]);

    void PassTo(Machine machine)
    {
        Law(machine.Now >= now, $"time goes back from {now} to {machine.Now}");
        if (machine.Now > now) CheckInstant(machine);
        now = machine.Now;
    }

    void Law(bool holds, string broken)
    {
        if (!holds) throw new LawBroken($"at {now} ns: {broken}");
    }
}
