using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Lottery scheduling: each ready thread holds tickets, as many as its weight, and whoever holds the drawn one runs for
/// a quantum. Shares of CPU time are proportional to tickets in the long run.
/// </summary>
/// <remarks>
/// Waldspurger and Weihl, "Lottery scheduling: flexible proportional-share resource management", OSDI 1994. Tickets are
/// drawn in O(log n) from a random stream of the scheduler's own.
/// </remarks>
/// <param name="quantum">The longest a thread runs while others wait, above 0.</param>
/// <param name="compensation">Whether a thread that gave up the CPU after a fraction f of its quantum holds 1 / f times
/// as many tickets until it runs again, at most 1000 times. Then threads that block often get their share, too.</param>
public sealed class Lottery(Duration quantum, bool compensation = false) : Scheduler
{
    const int MostTimes = 1000;

    struct Standing
    {
        // Since it was picked.
        public long Ran;
    }

    readonly TicketTree ready = new();
    readonly Duration quantum = Positive.Of(quantum);

    PerThread<Standing> Standings => field ??= Threads.State<Standing>();
    NamedRandom Random => field ??= Threads.NewStream("scheduler/lottery");

    public override void Enqueue(int thread, Arrival how) => ready.Add(Threads, thread, Tickets(thread, how));

    public override int Pick(int cpu)
    {
        var thread = ready.Take(Threads, cpu, ref Random.Stream);
        if (compensation && thread >= 0) Standings[thread].Ran = 0;
        return thread;
    }

    public override void Remove(int thread) => ready.Remove(Threads, thread);
    public override Duration Slice(int thread, Duration ran) => Rest(quantum, ran);

    public override void Ran(int thread, Duration time)
    {
        if (compensation) Standings[thread].Ran += time.Nanoseconds;
    }

    long Tickets(int thread, Arrival how)
    {
        var tickets = Threads.Terms(thread).Weight;
        if (!compensation || how is not (Arrival.Woken or Arrival.Yielded)) return tickets;
        var whole = quantum.Nanoseconds;
        // Alone, it may have been for many quanta: the last one counts.
        var used = Standings[thread].Ran is > 0 and var ran ? (ran - 1) % whole + 1 : 0;
        return (long)((Int128)tickets * whole / Math.Max(used, whole / MostTimes + 1));
    }
}
