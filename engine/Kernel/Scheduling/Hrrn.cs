using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Highest response ratio next, not preemptive: of the ready threads, the one with the highest (w + s) / s runs, after
/// waiting for w with a burst of s ahead. Short bursts go first, but none waits for ever.
/// </summary>
/// <remarks>
/// Brinch Hansen, "An analysis of response ratio scheduling", IFIP Congress 1971. Ratios grow at different speeds, so
/// each choice looks at every ready thread: O(n), as is taking one out.
/// </remarks>
public sealed class Hrrn : Scheduler, IForesees
{
    struct Wait
    {
        public Instant Since;
    }

    ThreadQueue ready;

    PerThread<Wait> Waits => field ??= Threads.State<Wait>();

    public override void Enqueue(int thread, Arrival how)
    {
        Waits[thread].Since = Now;
        ready.Add(Threads, thread);
    }

    public override int Pick(int cpu)
    {
        var best = -1;
        var (bestWait, bestBurst) = (0L, 1L);
        for (var (left, at) = (ready.Count, ready.First); left > 0; left--, at = Threads[at].Next)
        {
            if (!Threads.MayRun(at, cpu)) continue;
            var (wait, burst) = ((Now - Waits[at].Since).Nanoseconds, Threads.Remaining(at).Nanoseconds);
            // w / s against w' / s', whole: with nothing to compute, the ratio has no bound.
            if (best >= 0 && burst > 0 && (Int128)wait * bestBurst <= (Int128)bestWait * burst) continue;
            (best, bestWait, bestBurst) = (at, wait, burst);
            if (burst == 0) break;
        }
        if (best >= 0) ready.Remove(Threads, best);
        return best;
    }

    public override void Remove(int thread) => ready.Remove(Threads, thread);
}
