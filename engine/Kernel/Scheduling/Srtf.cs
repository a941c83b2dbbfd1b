namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Shortest remaining time first: the thread that needs least for the rest of its burst runs; a ready one that needs
/// less than a running one takes its CPU.
/// </summary>
/// <remarks>
/// No policy has a smaller mean response time on one CPU (Schrage, "A proof of the optimality of the shortest remaining
/// processing time discipline", Operations Research 16(3), 1968).
/// </remarks>
public sealed class Srtf : PreemptiveByKey, IForesees
{
    protected override long Key(int thread) => Threads.Remaining(thread).Nanoseconds;
}
