namespace Timeslice.Kernel.Threads;

/// <summary>
/// Threads in order of arrival, linked through their own records: the one waiting line of run queues and locks.
/// </summary>
public struct ThreadQueue
{
    int first, last;

    public int Count { get; private set; }

    /// <summary>The thread at the head, or −1.</summary>
    public readonly int First => Count == 0 ? -1 : first;

    public void Add(ThreadTable threads, int thread)
    {
        if (Count++ == 0) first = thread;
        else threads[last].Next = thread;
        last = thread;
    }

    /// <summary>Before all others.</summary>
    public void AddFirst(ThreadTable threads, int thread)
    {
        threads[thread].Next = first;
        first = thread;
        if (Count++ == 0) last = thread;
    }

    /// <summary>All of another line, in their order, behind those of this one; the other is empty then.</summary>
    public void AddAll(ThreadTable threads, ref ThreadQueue others)
    {
        if (others.Count == 0) return;
        if (Count == 0) first = others.first;
        else threads[last].Next = others.first;
        last = others.last;
        Count += others.Count;
        others = default;
    }

    /// <summary>Writes down who stands in line, from the head on, as far as there is room.</summary>
    public readonly void CopyTo(ThreadTable threads, Span<int> room)
    {
        var at = first;
        for (var i = 0; i < Math.Min(Count, room.Length); i++, at = threads[at].Next) room[i] = at;
    }

    /// <summary>Takes the first thread that may run on a CPU, or −1.</summary>
    public int Take(ThreadTable threads, int cpu)
    {
        if (Count == 0 || threads.MayRun(first, cpu)) return Take(threads);
        var at = first;
        for (var left = Count; left > 0; left--, at = threads[at].Next)
            if (threads.MayRun(at, cpu) && Remove(threads, at)) return at;
        return -1;
    }

    /// <summary>Takes the thread at the head, or −1.</summary>
    public int Take(ThreadTable threads)
    {
        if (Count == 0) return -1;
        Count--;
        var taken = first;
        first = threads[taken].Next;
        return taken;
    }

    /// <summary>Takes a thread out of the line, wherever it stands; the time is that of walking to it.</summary>
    public bool Remove(ThreadTable threads, int thread)
    {
        var (before, at) = (-1, first);
        for (var left = Count; left > 0; left--, before = at, at = threads[at].Next)
        {
            if (at != thread) continue;
            if (before < 0) first = threads[at].Next;
            else threads[before].Next = threads[at].Next;
            if (at == last) last = before;
            Count--;
            return true;
        }
        return false;
    }
}
