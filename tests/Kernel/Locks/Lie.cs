using Timeslice.Kernel;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Kernel.Locks;

/// What a witness tells that is not so: what would be seen of a lock that breaks one law.
enum Lie
{
    /// Whoever gets it gets it twice, or more often.
    AdmitsTooMany,

    /// Another one of those who wait goes on than the one whose turn it is.
    ServesOutOfTurn,

    /// Nobody goes on who should.
    ForgetsToWake,

    /// Who has got it gives up in the same instant.
    EndsWaitTwice,

    /// Who goes on has got nothing.
    WakesWithNothing,

    /// Nothing is given back.
    GivesNothingBack,
}

/// Tells checkers of a machine, with one lie for each time that it can be told.
sealed class Liar(Lie lie, Observer to) : Observer
{
    readonly Dictionary<int, Lock> lines = [];
    readonly HashSet<int> silenced = [];
    readonly Dictionary<int, int> mistaken = [];

    public override void ThreadCreated(Machine machine, int thread)
    {
        silenced.Remove(thread);
        mistaken.Remove(thread);
        lines.Remove(thread);
        to.ThreadCreated(machine, thread);
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread) =>
        to.CpuChanged(machine, cpu, state, thread);

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (state != ThreadState.BlockedOnLock && state != ThreadState.Exited && lines.TryGetValue(thread, out var at))
            Goes(at, thread, one => to.ThreadChanged(machine, one, state));
        else if (!silenced.Contains(thread))
            to.ThreadChanged(machine, mistaken.GetValueOrDefault(thread, thread), state);
        if (state != ThreadState.BlockedOnLock) lines.Remove(thread);
    }

    public override void LockAwaited(Machine machine, Lock awaited, int thread, bool isShared)
    {
        lines[thread] = awaited;
        to.LockAwaited(machine, awaited, thread, isShared);
    }

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        if (!lines.Remove(thread, out var waited) || waited != taken)
        {
            to.LockTaken(machine, taken, thread, isShared);
            if (lie == Lie.AdmitsTooMany)
                for (var i = 0; i < 3; i++) to.LockTaken(machine, taken, thread, isShared);
            return;
        }
        if (lie == Lie.WakesWithNothing) return;
        Goes(taken, thread, one => to.LockTaken(machine, taken, one, isShared));
        if (lie == Lie.EndsWaitTwice) to.LockGivenUp(machine, taken, thread);
    }

    public override void Noticed(Machine machine, Lock at, int thread)
    {
        if (!lines.Remove(thread, out var waited) || waited != at)
        {
            to.Noticed(machine, at, thread);
            return;
        }
        if (lie == Lie.WakesWithNothing) return;
        Goes(at, thread, one => to.Noticed(machine, at, one));
        if (lie == Lie.EndsWaitTwice) to.LockGivenUp(machine, at, thread);
    }

    public override void SpinChanged(Machine machine, Lock at, int thread, bool spins)
    {
        if (spins) to.SpinChanged(machine, at, thread, spins);
        else Goes(at, thread, one => to.SpinChanged(machine, at, one, spins));
    }

    public override void LockGivenBack(Machine machine, Lock given, int thread)
    {
        if (lie != Lie.GivesNothingBack) to.LockGivenBack(machine, given, thread);
    }

    public override void LockGivenUp(Machine machine, Lock awaited, int thread)
    {
        if (lie != Lie.WakesWithNothing) to.LockGivenUp(machine, awaited, thread);
    }

    public override void Signalled(Machine machine, Lock at, int thread)
    {
        to.Signalled(machine, at, thread);
        // As if all had come already.
        if (lie == Lie.AdmitsTooMany && lines.FirstOrDefault(l => l.Value == at) is { Value: not null } waiting)
            to.Noticed(machine, at, waiting.Key);
    }

    // Books that differ from the lock's own would tell at once.
    public override void LockChanged(Machine machine, Lock changed)
    {
        if (lie is not (Lie.ForgetsToWake or Lie.GivesNothingBack)) to.LockChanged(machine, changed);
    }

    /// Somebody goes on: somebody else is named, or nobody.
    void Goes(Lock at, int thread, Action<int> tell)
    {
        if (lie == Lie.ForgetsToWake) silenced.Add(thread);
        if (silenced.Contains(thread)) return;
        var other = lie == Lie.ServesOutOfTurn ? lines.LastOrDefault(l => l.Value == at && l.Key != thread) : default;
        if (other.Value is not null) mistaken[thread] = other.Key;
        tell(mistaken.GetValueOrDefault(thread, thread));
    }
}
