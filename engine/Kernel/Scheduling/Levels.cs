using System.Numerics;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>One waiting line for each level, served from the top: level 0 first, first in, first out in each.</summary>
/// <param name="count">How many levels, from 1 to 64.</param>
sealed class Levels(int count)
{
    readonly ThreadQueue[] lines = new ThreadQueue[count];

    // A bit for each level on which somebody waits.
    ulong waiting;

    public void Add(ThreadTable threads, int thread, int level, bool first = false)
    {
        if (first) lines[level].AddFirst(threads, thread);
        else lines[level].Add(threads, thread);
        waiting |= 1UL << level;
    }

    /// <summary>Takes the first thread that may run on a CPU, or −1.</summary>
    public int Take(ThreadTable threads, int cpu)
    {
        for (var left = waiting; left != 0; left &= left - 1)
        {
            var level = BitOperations.TrailingZeroCount(left);
            var thread = lines[level].Take(threads, cpu);
            if (thread < 0) continue;
            NoteIfEmpty(level);
            return thread;
        }
        return -1;
    }

    /// <summary>Takes out a thread that stands on a level; the time is that of walking to it.</summary>
    public void Remove(ThreadTable threads, int thread, int level)
    {
        lines[level].Remove(threads, thread);
        NoteIfEmpty(level);
    }

    /// <summary>All go to the top, behind who is there, the higher levels first.</summary>
    public void Lift(ThreadTable threads)
    {
        for (var level = 1; level < lines.Length; level++) lines[0].AddAll(threads, ref lines[level]);
        waiting = lines[0].Count > 0 ? 1UL : 0;
    }

    void NoteIfEmpty(int level)
    {
        if (lines[level].Count == 0) waiting &= ~(1UL << level);
    }
}
