using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Decides which ready thread a CPU runs next, and for how long. One policy a file; its kind in YAML is its class name.
/// </summary>
public abstract class Scheduler
{
    /// <summary>The threads of the machine that this scheduler serves.</summary>
    protected internal ThreadTable Threads { get; internal set; } = null!;

    /// <summary>A thread has become ready: woken, created, preempted or yielding.</summary>
    public abstract void Enqueue(int thread);

    /// <summary>
    /// Takes the thread that <paramref name="cpu"/> runs next out of the ready ones; −1 when there is none for it.
    /// </summary>
    public abstract int Pick(int cpu);

    /// <summary>A ready thread is no longer.</summary>
    public abstract void Remove(int thread);

    /// <summary>How long a thread may run while others are ready.</summary>
    public virtual Duration Slice(int thread) => Duration.Max;
}
