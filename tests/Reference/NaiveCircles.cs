namespace Timeslice.Tests.Reference;

/// <content>Who waits for whom, and whether in a circle.</content>
sealed partial class NaiveKernel
{
    /// A thread begins to wait: does it wait for itself in the end?
    void LookForCycle(NaiveThread thread)
    {
        if (Path(thread, thread, [], OwnersAwaitedBy) is not { } path) return;
        (isCycle, cycle) = (true, path);
        throw new Ended(DeadlockFound);
    }

    static List<int>? Path(NaiveThread from, NaiveThread target, HashSet<NaiveThread> seen,
        Func<NaiveThread, IEnumerable<NaiveThread>> waitsFor)
    {
        foreach (var next in waitsFor(from))
        {
            if (next == target) return [from.Index];
            if (seen.Add(next) && Path(next, target, seen, waitsFor) is { } path) return [from.Index, .. path];
        }
        return null;
    }

    /// The living for whom a thread waits without limit, where it is known: owners, and all whom it joins.
    IEnumerable<NaiveThread> OwnersAwaitedBy(NaiveThread thread) => thread switch
    {
        { Doing: Doing.OnJoin } => all.Where(t =>
            t.Doing != Doing.Exited && t.Parent == thread && t.NameOfJoin == thread.AwaitedJoin),
        { Attempt: { DueAt: null, IsWaiting: true } attempt } =>
            attempt.Of.Blockers(thread).Where(h => h.Doing != Doing.Exited),
        _ => [],
    };

    /// The same when all is over: whoever took a permit may be waited for, too.
    IEnumerable<NaiveThread> WaitsFor(NaiveThread thread) =>
        thread is { Doing: Doing.OnLock, Attempt.Of: NaiveDoor door }
            ? door.Holders.Where(h => h.Doing != Doing.Exited)
            : OwnersAwaitedBy(thread);
}
