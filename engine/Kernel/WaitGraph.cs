namespace Timeslice.Kernel;

/// <summary>
/// Who waits for whom when nothing moves any more: for the holders of a lock, for the threads that a join counts.
/// </summary>
sealed class WaitGraph(Machine machine, List<int> alive)
{
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

    Queue<int> WaitsFor(int thread) => new(machine.LockAwaitedBy(thread) is { } awaited
        ? awaited.HeldBy.Where(machine.Threads.IsLive)
        : machine.ThreadAwaitedBy(thread) is { } other ? other.IsAlive ? [other.Number] : []
        : machine.Threads[thread].State == ThreadState.BlockedOnJoin
            ? countedBy[(int)machine.Threads[thread].Left]
            : []);
}
