using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Rate monotonic: the shorter the period of a thread, the higher its priority, preemptively. Threads without a period
/// run when no other is ready.
/// </summary>
/// <remarks>
/// Liu and Layland, JACM 20(1), 1973: no other fixed priorities meet all deadlines on one CPU if these, with deadlines
/// at the ends of periods, do not.
/// </remarks>
public sealed class RateMonotonic : PreemptiveByKey, IRanks
{
    protected override bool TiesByNumber => true;
    protected override long Key(int thread) => Rank(Threads.Terms(thread));
    long IRanks.Rank(Terms terms, Instant deadline) => Rank(terms);

    static long Rank(Terms terms) => terms.Period?.Nanoseconds ?? long.MaxValue;
}
