using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>First come, first served: a thread runs until it blocks, yields or exits.</summary>
public sealed class Fcfs : Scheduler
{
    ThreadQueue ready;

    public override void Enqueue(int thread, Arrival how) => ready.Add(Threads, thread);
    public override int Pick(int cpu) => ready.Take(Threads, cpu);
    public override void Remove(int thread) => ready.Remove(Threads, thread);
}
