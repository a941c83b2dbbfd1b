using Timeslice.Kernel.Threads;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel.Detectors;

/// <summary>Who asked for which lock while holding which others; finds circles in which all could wait.</summary>
/// <remarks>
/// Those of a circle are different threads, and no lock is held by two of them: such a gate would keep them apart. In
/// a circle each waits for another lock; what passes by a lock twice contains a shorter one.
/// </remarks>
sealed class LockGraph
{
    // There can be more ways through a graph than anybody would walk; so many steps for each request.
    const int MostSteps = 100_000;

    static readonly List<LockRequest> none = [];
    readonly Dictionary<Lock, List<LockRequest>> holding = [], wanting = [];
    readonly HashSet<Lock> leading = [];
    readonly List<LockRequest> way = [];
    int steps;

    public void Add(LockRequest request)
    {
        foreach (var lockHeld in request.Held.Locks.Select(held => held.Lock).Distinct())
            ListOf(holding, lockHeld).Add(request);
        ListOf(wanting, request.Wanted).Add(request);
    }

    /// <summary>Goes through the circles that begin with a request.</summary>
    public void Search(LockRequest first, Action<IReadOnlyList<LockRequest>> found)
    {
        FindWhatLeadsTo(first);
        if (!leading.Contains(first.Wanted)) return;
        steps = MostSteps;
        way.Clear();
        Follow(first, found);
    }

    /// <summary>Different threads, one for each request; null when there are too few.</summary>
    /// <remarks>A matching by augmenting paths: H. W. Kuhn, "The Hungarian method", 1955.</remarks>
    public static (ThreadClass Class, int Serial)[]? Cast(IReadOnlyList<LockRequest> requests)
    {
        var parts = new Dictionary<(ThreadClass, int), int>();
        for (var i = 0; i < requests.Count; i++)
            if (!IsCast(i, [])) return null;
        var cast = new (ThreadClass, int)[requests.Count];
        foreach (var (thread, part) in parts) cast[part] = thread;
        return cast;

        bool IsCast(int part, HashSet<(ThreadClass, int)> asked)
        {
            foreach (var thread in requests[part].Threads)
            {
                if (!asked.Add(thread)) continue;
                if (parts.TryGetValue(thread, out var other) && !IsCast(other, asked)) continue;
                parts[thread] = part;
                return true;
            }
            return false;
        }
    }

    void Follow(LockRequest last, Action<IReadOnlyList<LockRequest>> found)
    {
        way.Add(last);
        if (last.WaitsFor(way[0])) found(way);
        foreach (var next in holding.GetValueOrDefault(last.Wanted, none))
        {
            if (--steps < 0) break;
            if (leading.Contains(next.Wanted) && last.WaitsFor(next) && way.TrueForAll(other =>
                other.Wanted != next.Wanted && !other.Held.Excludes(next.Held))) Follow(next, found);
        }
        way.RemoveAt(way.Count - 1);
    }

    // Backwards from what it holds: who waits for another lock than these never comes back to it.
    void FindWhatLeadsTo(LockRequest first)
    {
        leading.Clear();
        var left = new Stack<Lock>();
        Reach(first);
        while (left.TryPop(out var one))
            foreach (var request in wanting.GetValueOrDefault(one, none)) Reach(request);

        void Reach(LockRequest request)
        {
            foreach (var (held, _) in request.Held.Locks)
                if (leading.Add(held)) left.Push(held);
        }
    }

    static List<LockRequest> ListOf(Dictionary<Lock, List<LockRequest>> lists, Lock one) =>
        lists.TryGetValue(one, out var list) ? list : lists[one] = [];
}
