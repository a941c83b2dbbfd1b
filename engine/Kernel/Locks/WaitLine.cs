using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>The threads that wait at a lock, the first to be served first.</summary>
sealed class WaitLine(LineOrder order = LineOrder.Fifo)
{
    readonly ReadyHeap? ranked = order == LineOrder.Priority ? new() : null;
    ThreadQueue line;

    public int Count => ranked?.Count ?? line.Count;

    /// <summary>The thread at the head, or −1.</summary>
    public int First => ranked?.First ?? line.First;

    public void Add(Machine machine, int thread)
    {
        if (ranked is not null) ranked.Add(machine.Threads, thread, machine.Ranking.RankOf(thread));
        else if (order == LineOrder.Lifo) line.AddFirst(machine.Threads, thread);
        else line.Add(machine.Threads, thread);
    }

    /// <summary>Takes the first; there must be one.</summary>
    public int Take(Machine machine)
    {
        if (ranked is null) return line.Take(machine.Threads);
        var first = ranked.First;
        ranked.Remove(machine.Threads, first);
        return first;
    }

    /// <summary>Takes out one that stands in it.</summary>
    public void Remove(Machine machine, int thread)
    {
        if (ranked is not null) ranked.Remove(machine.Threads, thread);
        else line.Remove(machine.Threads, thread);
    }

    /// <summary>Writes down who stands in it, from the head on, as far as there is room.</summary>
    /// <returns>How many stand in it.</returns>
    public int CopyTo(Machine machine, Span<int> room)
    {
        if (ranked is not null) ranked.CopyTo(room);
        else line.CopyTo(machine.Threads, room);
        return Count;
    }

    /// <summary>One that stands in it has become more or less urgent.</summary>
    public void Rerank(Machine machine, int thread)
    {
        if (ranked is null) return;
        Remove(machine, thread);
        Add(machine, thread);
    }

    /// <summary>The most urgent that stands in it, or −1.</summary>
    public int MostUrgent(Machine machine)
    {
        if (ranked is not null) return ranked.First;
        var (best, at) = (line.First, line.First);
        for (var left = line.Count; left > 1; left--)
        {
            at = machine.Threads[at].Next;
            if (machine.Ranking.RankOf(at) < machine.Ranking.RankOf(best)) best = at;
        }
        return best;
    }
}
