using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Stride scheduling: the ready thread that has had the least CPU time for its weight runs for a quantum. Lottery
/// scheduling without the luck: what two threads that are always ready get differs from what their weights promise them
/// of the sum by less than a quantum.
/// </summary>
/// <remarks>
/// Waldspurger and Weihl, "Stride scheduling: deterministic proportional-share resource management", MIT/LCS/TM-528,
/// 1995. A thread's pass is its CPU time over its weight. Who is born starts at the pass of the last one picked, and
/// who wakes up is no further behind: time spent blocked is not made up for.
/// </remarks>
/// <param name="quantum">The longest a thread runs while others wait, above 0.</param>
public sealed class Stride(Duration quantum) : Scheduler
{
    // Passes are in units of 2^-30 ns, rounded down at each charge.
    const int Fraction = 30;

    struct Standing
    {
        public Int128 Pass;
    }

    readonly WideReadyHeap ready = new();
    readonly Duration quantum = Positive.Of(quantum);
    Int128 lastPicked;

    PerThread<Standing> Standings => field ??= Threads.State<Standing>();

    public override void Enqueue(int thread, Arrival how)
    {
        ref var pass = ref Standings[thread].Pass;
        if (how == Arrival.Born) pass = lastPicked;
        else if (how is Arrival.Woken or Arrival.Moved) pass = Int128.Max(pass, lastPicked);
        ready.Add(Threads, thread, pass);
    }

    public override int Pick(int cpu)
    {
        var thread = ready.Take(Threads, cpu);
        if (thread >= 0) lastPicked = Standings[thread].Pass;
        return thread;
    }

    public override void Remove(int thread) => ready.Remove(Threads, thread);
    public override Duration Slice(int thread, Duration ran) => Rest(quantum, ran);

    public override void Ran(int thread, Duration time) =>
        Standings[thread].Pass += ((Int128)time.Nanoseconds << Fraction) / Threads.Terms(thread).Weight;
}
