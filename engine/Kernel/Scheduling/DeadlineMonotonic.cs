namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Deadline monotonic: the less time the jobs of a thread have, the higher its priority, preemptively. Threads without
/// a deadline run when no other is ready.
/// </summary>
/// <remarks>
/// Leung and Whitehead, "On the complexity of fixed-priority scheduling of periodic, real-time tasks", Performance
/// Evaluation 2(4), 1982: the best fixed priorities on one CPU where deadlines are no longer than periods.
/// </remarks>
public sealed class DeadlineMonotonic : PreemptiveByKey
{
    protected override bool TiesByNumber => true;
    protected override long Key(int thread) => Threads.Terms(thread).Deadline?.Nanoseconds ?? long.MaxValue;
}
