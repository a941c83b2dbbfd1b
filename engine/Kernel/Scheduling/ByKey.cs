using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Policies that run the thread with the least key first. The key of a thread stays as
/// it is while the thread is ready.
/// </summary>
/// <remarks>All that they do takes O(log n).</remarks>
public abstract class ByKey : Scheduler
{
    readonly ReadyHeap ready = new();

    /// <summary>What a ready or running thread is ranked by.</summary>
    protected abstract long Key(int thread);

    /// <summary>Equal ones go by number, as the theory of real-time systems has it, not in order of arrival.</summary>
    protected virtual bool TiesByNumber => false;

    // Who lost its CPU to a smaller key loses no more than that: not its place before its equals. By number, that is so
    // for whom a lock made their equal: before one who would only find the lock taken.
    public override void Enqueue(int thread, Arrival how)
    {
        if (TiesByNumber) ready.AddByNumber(Threads, thread, Key(thread),
            first: how == Arrival.Preempted && Threads.IsBoosted(thread));
        else ready.Add(Threads, thread, Key(thread), first: how == Arrival.Preempted);
    }

    public override int Pick(int cpu) => ready.Take(Threads, cpu);
    public override void Remove(int thread) => ready.Remove(Threads, thread);
}

/// <summary>Of these, the ones under which a smaller key takes the CPU of a larger one.</summary>
public abstract class PreemptiveByKey : ByKey
{
    public sealed override bool Preempts(int ready, int running) => Key(ready) < Key(running);
}
