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
/// 1995. A thread's pass is its CPU time over its weight; the queue's pass follows the least of them. Who leaves keeps
/// what its pass was ahead, and is as far ahead when it comes back: time spent blocked is not made up for.
/// </remarks>
/// <param name="quantum">The longest a thread runs while others wait, above 0.</param>
public sealed class Stride(Duration quantum) : Scheduler
{
    // Passes are in units of 2^-30 ns, rounded down at each charge.
    const int Fraction = 30;

    struct Standing
    {
        // Beyond the queue's pass while it takes no part.
        public Int128 Pass;
        public bool TakesPart;
    }

    readonly WideReadyHeap ready = new();
    readonly Duration quantum = Positive.Of(quantum);
    Int128 pass;

    // How far the queue is, is known when those who run have been charged: who comes takes part from the next choice.
    ThreadQueue arrived;

    PerThread<Standing> Standings => field ??= Threads.State<Standing>();

    public override void Enqueue(int thread, Arrival how)
    {
        ref var standing = ref Standings[thread];
        if (how == Arrival.Born) standing = default;
        if (standing.TakesPart)
        {
            LetIn();
            ready.Add(Threads, thread, standing.Pass);
        }
        else arrived.Add(Threads, thread);
    }

    public override int Pick(int cpu)
    {
        LetIn();
        return ready.Take(Threads, cpu);
    }

    public override void Remove(int thread)
    {
        if (Standings[thread].TakesPart) ready.Remove(Threads, thread);
        else arrived.Remove(Threads, thread);
        Blocked(thread);
    }

    public override Duration Slice(int thread, Duration ran) => Rest(quantum, ran);

    public override void Ran(int thread, Duration time)
    {
        ref var its = ref Standings[thread].Pass;
        its += ((Int128)time.Nanoseconds << Fraction) / Threads.Terms(thread).Weight;
        pass = Int128.Max(pass, ready.Count == 0 ? its : Int128.Min(its, ready.FirstKey));
    }

    public override void Blocked(int thread)
    {
        ref var standing = ref Standings[thread];
        if (standing.TakesPart) standing = new() { Pass = Int128.Max(0, standing.Pass - pass) };
    }

    void LetIn()
    {
        while (arrived.Take(Threads) is >= 0 and var thread)
        {
            ref var standing = ref Standings[thread];
            standing = new() { Pass = standing.Pass + pass, TakesPart = true };
            ready.Add(Threads, thread, standing.Pass);
        }
    }
}
