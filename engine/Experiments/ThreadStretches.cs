using System.Collections;
using Timeslice.Kernel;

namespace Timeslice.Experiments;

/// <summary>What a thread did until it did something else: an entry in the log of all threads.</summary>
/// <param name="Before">The same thread's entry before this one, or −1.</param>
/// <param name="What">Its state, and one more than the number of the lock for which it was blocked or spun.</param>
readonly record struct ThreadStretch(long From, int Before, int What)
{
    const int StateBits = 3;

    /// <param name="awaited">The lock for which it is blocked or spins, or −1.</param>
    public static int WhatOf(ThreadState state, int awaited) => awaited + 1 << StateBits | (int)state;

    public static ThreadState StateOf(int what) => (ThreadState)(what & (1 << StateBits) - 1);

    public ThreadSegment Until(long to) => new(From, to, StateOf(What), (What >> StateBits) - 1);
}

/// <summary>
/// One thread's lane. The log is common to all threads; a lane is picked out of it when it is first looked at, for
/// of thousands of lanes a chart shows a few.
/// </summary>
/// <param name="last">The thread's last entry, or −1.</param>
/// <param name="end">When that was over. Each of the others was over when the next began.</param>
sealed class ThreadStretches(Log<ThreadStretch> log, int last, long end) : IReadOnlyList<ThreadSegment>
{
    ThreadSegment[]? segments;

    public int Count => Segments.Length;

    public ThreadSegment this[int index] => Segments[index];

    ThreadSegment[] Segments => segments ??= PickOut();

    public IEnumerator<ThreadSegment> GetEnumerator() => ((IEnumerable<ThreadSegment>)Segments).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    ThreadSegment[] PickOut()
    {
        var backwards = new List<ThreadSegment>();
        for (var (at, to) = (last, end); at >= 0; (at, to) = (log[at].Before, log[at].From))
            backwards.Add(log[at].Until(to));
        backwards.Reverse();
        return [.. backwards];
    }
}
