namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Rate monotonic: the shorter the period of a thread, the higher its priority, preemptively. Threads without a period
/// run when no other is ready.
/// </summary>
/// <remarks>
/// Liu and Layland, JACM 20(1), 1973: no other fixed priorities meet all deadlines on one CPU if these, with deadlines
/// at the ends of periods, do not.
/// </remarks>
public sealed class RateMonotonic : PreemptiveByKey
{
    protected override bool TiesByNumber => true;
    protected override long Key(int thread) => Threads.Terms(thread).Period?.Nanoseconds ?? long.MaxValue;
}
