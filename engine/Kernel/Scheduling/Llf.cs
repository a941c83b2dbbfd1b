using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Least laxity first: the thread that can afford to wait least (deadline − now − remaining burst) runs, and takes the
/// CPU of one with more laxity. Threads without a deadline run when no other is ready.
/// </summary>
/// <remarks>
/// Mok, "Fundamental design problems of distributed systems for the hard-real-time environment", MIT, 1983. The laxity
/// of who waits shrinks as time goes by, so a CPU chooses anew after each quantum: the shorter, the more switches.
/// "Now" is the same for all, so they are ranked by deadline − remaining burst, which does not change while they wait.
/// </remarks>
/// <param name="quantum">How long a thread runs before its CPU chooses anew, above 0.</param>
public sealed class Llf(Duration quantum) : PreemptiveByKey, IForesees
{
    readonly Duration quantum = Positive.Of(quantum);

    public override Duration Slice(int thread, Duration ran) => Rest(quantum, ran);

    protected override long Key(int thread) => Threads.DeadlineOf(thread) is var due && due == Instant.Max
        ? long.MaxValue
        : due.Nanoseconds - Threads.Remaining(thread).Nanoseconds;
}
