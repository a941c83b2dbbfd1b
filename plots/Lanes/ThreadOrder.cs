using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>Which thread has which lane: those that live within the window come first, else in their order.</summary>
sealed class ThreadOrder
{
    readonly int[] threads, lanes;

    public ThreadOrder(Timeline run, TimeWindow window)
    {
        var lives = run.Threads.Select(thread => ThreadLanes.Segments(thread, window).Any()).ToList();
        threads = [.. Enumerable.Range(0, run.Threads.Count).OrderBy(thread => lives[thread] ? 0 : 1)];
        Living = lives.Count(its => its);
        lanes = new int[threads.Length];
        foreach (var (lane, thread) in threads.Index()) lanes[thread] = lane;
    }

    /// <summary>How many live within the window: others need no lane.</summary>
    public int Living { get; }

    /// <summary>The thread of a lane.</summary>
    public int this[int lane] => threads[lane];

    public int LaneOf(int thread) => lanes[thread];

    /// <summary>Those of the first lanes.</summary>
    public IEnumerable<int> First(int count) => threads.Take(count);
}
