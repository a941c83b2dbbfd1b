using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// The policy of a run queue: decides which ready thread a CPU runs next, and for how long. One policy a file; its kind
/// in YAML is its class name. Three members must be there, four may.
/// </summary>
public abstract class Scheduler
{
    /// <summary>The threads of the machine that this scheduler serves.</summary>
    protected internal ThreadTable Threads { get; internal set; } = null!;

    protected Instant Now => Threads.Now;

    /// <summary>A thread is ready.</summary>
    public abstract void Enqueue(int thread, Arrival how);

    /// <summary>
    /// Takes the thread that <paramref name="cpu"/> runs next out of the ready ones; −1 when there is none for it.
    /// </summary>
    public abstract int Pick(int cpu);

    /// <summary>A ready thread is no longer: it is killed, goes to another run queue, or gets other terms.</summary>
    public abstract void Remove(int thread);

    /// <summary>
    /// How much longer a thread may run while others are ready, after it has run for a time since a CPU was given to
    /// it; 0 when its slice is over now.
    /// </summary>
    public virtual Duration Slice(int thread, Duration ran) => Duration.Max;

    /// <summary>Whether a ready thread takes the CPU of a running one; a strict order.</summary>
    public virtual bool Preempts(int ready, int running) => false;

    /// <summary>
    /// A thread has used a CPU, since it was given to it or since the last time that this was told. Alone on its CPU,
    /// it may have been for many slices.
    /// </summary>
    public virtual void Ran(int thread, Duration time) { }

    /// <summary>A thread that was picked has blocked or exited.</summary>
    public virtual void Blocked(int thread) { }

    /// <summary>What is left of the present one of equal slices, one after the other.</summary>
    protected static Duration Rest(Duration slice, Duration ran) => new(
        ran == Duration.Zero ? slice.Nanoseconds
            : (slice.Nanoseconds - ran.Nanoseconds % slice.Nanoseconds) % slice.Nanoseconds);
}
