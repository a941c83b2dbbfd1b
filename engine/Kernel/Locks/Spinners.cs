namespace Timeslice.Kernel.Locks;

/// <summary>Threads that use their CPUs to wait for a lock, the longest spinning first.</summary>
sealed class Spinners
{
    readonly List<int> threads = [];

    public int Count => threads.Count;
    public int this[int place] => threads[place];
    public void Add(int thread) => threads.Add(thread);

    /// <summary>Takes out one that spins; false where it does not.</summary>
    public bool Remove(int thread) => threads.Remove(thread);

    /// <summary>Writes down who spins, as far as there is room.</summary>
    /// <returns>How many spin.</returns>
    public int CopyTo(Span<int> room)
    {
        for (var i = 0; i < Math.Min(threads.Count, room.Length); i++) room[i] = threads[i];
        return threads.Count;
    }

    /// <summary>The first that is on a CPU, so that it sees what happens to the lock; −1 when none is.</summary>
    public int FirstOn(Machine machine)
    {
        foreach (var thread in threads)
            if (machine.IsOnCpu(thread)) return thread;
        return -1;
    }

    /// <summary>The most urgent, or −1.</summary>
    public int MostUrgent(Machine machine)
    {
        var best = -1;
        foreach (var thread in threads)
            if (best < 0 || machine.Ranking.RankOf(thread) < machine.Ranking.RankOf(best)) best = thread;
        return best;
    }
}
