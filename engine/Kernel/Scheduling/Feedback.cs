using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Feedback: who has used up a slice goes down one queue, and a queue is served when all above it are empty. So short
/// bursts go first, though nobody knows how long they are.
/// </summary>
/// <remarks>
/// Stallings, Operating Systems, section 9.2. There are 21 queues; the last is served round robin. A thread is in the
/// first when it is born or wakes up. A slice that ends while nobody else is ready does not count.
/// </remarks>
/// <param name="quantum">The slice in the first queue, above 0.</param>
/// <param name="growth">How many times longer each queue's slice is than that of the one above, from 1; Stallings' FB
/// with q = 2^i has 2.</param>
public sealed class Feedback(Duration quantum, int growth = 1) : Scheduler
{
    const int Last = 20;

    struct Standing
    {
        public int Level;
    }

    readonly Levels ready = new(Last + 1);
    readonly Duration[] slices = Slices(Positive.Of(quantum), growth);

    PerThread<Standing> Standings => field ??= Threads.State<Standing>();

    public override void Enqueue(int thread, Arrival how)
    {
        ref var level = ref Standings[thread].Level;
        if (how is Arrival.Born or Arrival.Woken) level = 0;
        else if (how == Arrival.SliceOver && level < Last) level++;
        ready.Add(Threads, thread, level);
    }

    public override int Pick(int cpu) => ready.Take(Threads, cpu);
    public override void Remove(int thread) => ready.Remove(Threads, thread, Standings[thread].Level);
    public override Duration Slice(int thread, Duration ran) => Rest(slices[Standings[thread].Level], ran);

    static Duration[] Slices(Duration quantum, int growth)
    {
        if (growth < 1) throw new ArgumentOutOfRangeException(nameof(growth), growth, "must be at least 1");
        var each = new Duration[Last + 1];
        each[0] = quantum;
        for (var i = 1; i <= Last; i++)
            each[i] = new((long)Int128.Min((Int128)each[i - 1].Nanoseconds * growth, long.MaxValue));
        return each;
    }
}
