using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Earliest deadline first: the thread whose present job is due first runs, and takes the CPU of one that is due later.
/// Of equal ones, the one created first goes first. Threads without a deadline run when no other is ready.
/// </summary>
/// <remarks>
/// Liu and Layland, "Scheduling algorithms for multiprogramming in a hard-real-time environment", JACM 20(1), 1973: on
/// one CPU it meets all deadlines if any policy does (Dertouzos, 1974).
/// </remarks>
public sealed class Edf : PreemptiveByKey, IRanks
{
    protected override bool TiesByNumber => true;
    protected override long Key(int thread) => Threads.DeadlineOf(thread).Nanoseconds;
    long IRanks.Rank(Terms terms, Instant deadline) => deadline.Nanoseconds;
}
