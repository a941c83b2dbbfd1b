using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// First in, first out, for at most one quantum at a time; then to the end of the queue if anyone else is ready.
/// </summary>
/// <param name="quantum">The longest a thread runs while others wait, above 0. SCHED_RR of Linux has 100 ms.</param>
public sealed class RoundRobin(Duration quantum) : Scheduler, ITakesTurns
{
    ThreadQueue ready;

    public Duration Quantum { get; } = quantum > Duration.Zero
        ? quantum
        : throw new ArgumentOutOfRangeException(nameof(quantum), quantum, "must be above 0");

    ref ThreadQueue ITakesTurns.Line => ref ready;

    public override void Enqueue(int thread, Arrival how) => ready.Add(Threads, thread);
    public override int Pick(int cpu) => ready.Take(Threads, cpu);
    public override void Remove(int thread) => ready.Remove(Threads, thread);
    public override Duration Slice(int thread, Duration ran) => Rest(Quantum, ran);
}
