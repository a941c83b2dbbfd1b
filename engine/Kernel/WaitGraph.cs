namespace Timeslice.Kernel;

/// <summary>
/// Who waits for whom when nothing moves any more: for the holders of a lock, for the threads that a join counts.
/// </summary>
/// <param name="mustAll">
/// Only those of whom each must give way, for ever: a circle of them is a deadlock though others go on.
/// </param>
sealed class WaitGraph(Machine machine, List<int> alive, bool mustAll = false)
{
    public static List<int> Living(Machine machine) =>
        [.. Enumerable.Range(0, machine.Threads.End).Where(machine.Threads.IsLive)];

    readonly ILookup<int, int> countedBy = alive.ToLookup(thread => machine.Threads.Lives[thread].Join);

    /// <summary>A cycle of threads, each waiting for the next; or null.</summary>
    public List<int>? Cycle()
    {
        var done = new HashSet<int>();
        foreach (var start in alive)
        {
            if (done.Contains(start)) continue;
            if (Search(start, done) is { } cycle) return cycle;
        }
        return null;
    }

    /// <summary>A cycle of threads that a thread has closed, beginning with it; or null.</summary>
    public List<int>? CycleThrough(int thread)
    {
        if (Search(thread, []) is not { } cycle) return null;
        var first = cycle.IndexOf(thread);
        return first < 0 ? null : [.. cycle[first..], .. cycle[..first]];
    }

    /// <summary>Depth first, with the path at hand: an edge back into the path closes a cycle.</summary>
    List<int>? Search(int start, HashSet<int> done)
    {
        var path = new List<int> { start };
        var ahead = new Stack<Queue<int>>();
        ahead.Push(WaitsFor(start));
        while (ahead.Count > 0)
        {
            if (!ahead.Peek().TryDequeue(out var next))
            {
                ahead.Pop();
                done.Add(path[^1]);
                path.RemoveAt(path.Count - 1);
            }
            else if (path.IndexOf(next) is >= 0 and var begin) return path[begin..];
            else if (!done.Contains(next))
            {
                path.Add(next);
                ahead.Push(WaitsFor(next));
            }
        }
        return null;
    }

    Queue<int> WaitsFor(int thread) => new(machine.LockWantedBy(thread) is { } wanted
        ? (mustAll ? Blockers(wanted, thread) : wanted.HeldBy).Where(machine.Threads.IsLive)
        : machine.ThreadAwaitedBy(thread) is { } other ? other.IsAlive ? [other.Number] : []
        : machine.AwaitsChild(thread) ? OfChildren(thread)
        : machine.AwaitedBy(thread) is not null ? OfServers(thread)
        : machine.Threads[thread].State == ThreadState.BlockedOnJoin
            ? countedBy[(int)machine.Threads[thread].Left]
            : []);

    IEnumerable<int> OfChildren(int thread)
    {
        var children = machine.ChildrenAwaitedBy(thread, out var isOneEnough).ToList();
        return mustAll && isOneEnough && children.Count != 1 ? [] : children.SelectMany(machine.Threads.Of);
    }

    // Any of them could let it go on, and so could one that is still to come.
    IEnumerable<int> OfServers(int thread) => mustAll ? [] : machine.ServersOf(thread);

    IEnumerable<int> Blockers(Locks.Lock wanted, int thread) =>
        machine.WaitsForEver(thread) ? wanted.Blockers(thread) : [];
}
