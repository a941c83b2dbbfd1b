using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Deadline monotonic: the less time the jobs of a thread have, the higher its priority, preemptively. Threads without
/// a deadline run when no other is ready.
/// </summary>
/// <remarks>
/// Leung and Whitehead, "On the complexity of fixed-priority scheduling of periodic, real-time tasks", Performance
/// Evaluation 2(4), 1982: the best fixed priorities on one CPU where deadlines are no longer than periods.
/// </remarks>
public sealed class DeadlineMonotonic : PreemptiveByKey, IRanks
{
    protected override bool TiesByNumber => true;
    protected override long Key(int thread) => Rank(Threads.Terms(thread));
    long IRanks.Rank(Terms terms, Instant deadline) => Rank(terms);

    static long Rank(Terms terms) => terms.Deadline?.Nanoseconds ?? long.MaxValue;
}
