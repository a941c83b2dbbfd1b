namespace Timeslice.Tests.Reference;

/// The policy of one run queue, over the plain list of those who are ready. It says who goes first; among equals it is
/// who stands first in the list.
abstract class NaivePolicy
{
    public List<NaiveThread> Ready { get; } = [];

    public int Now { get; set; }

    /// Whether what a thread computes next is drawn before it is ready.
    public virtual bool Foresees => false;

    public virtual bool HasSlices => false;

    /// Whether somebody who becomes ready may take the CPU of one who runs.
    public virtual bool IsPreemptive => false;

    public void Enqueue(NaiveThread thread, How how)
    {
        thread.ReadySince = Now;
        Arrive(thread, how);
        // Who loses the CPU loses nothing to an equal.
        if (how == How.Preempted) Ready.Insert(0, thread);
        else Ready.Add(thread);
    }

    public NaiveThread? Pick(int cpu)
    {
        Refresh();
        NaiveThread? best = null;
        foreach (var thread in Ready)
            if (thread.Claims.Permits(cpu) && (best is null || IsBefore(thread, best))) best = thread;
        if (best is null) return null;
        Ready.Remove(best);
        Picked(best);
        return best;
    }

    public bool Preempts(NaiveThread ready, NaiveThread running)
    {
        Refresh();
        return IsPreemptive && IsMoreUrgent(ready, running);
    }

    /// A ready thread is ready no longer.
    public void Remove(NaiveThread thread)
    {
        if (Ready.Remove(thread)) Left(thread);
    }

    /// How much longer a thread that has run for a time may run while others are ready.
    public int Slice(NaiveThread thread, int ran) => Rest(thread, ran);

    /// A thread has used a CPU for a time that it was not told of yet.
    public virtual void Ran(NaiveThread thread, int time) { }

    /// A thread that was on a CPU, or ready, is runnable no longer, or in another queue.
    public virtual void Left(NaiveThread thread) { }

    /// Whether one goes strictly before the other, who stands before it.
    protected abstract bool IsBefore(NaiveThread one, NaiveThread other);

    /// Whether one takes the CPU of the other.
    protected virtual bool IsMoreUrgent(NaiveThread one, NaiveThread other) => IsBefore(one, other);

    protected virtual int Rest(NaiveThread thread, int ran) => int.MaxValue;

    protected virtual void Arrive(NaiveThread thread, How how) { }

    protected virtual void Picked(NaiveThread thread) { }

    /// Before anything is answered: what time alone has changed.
    protected virtual void Refresh() { }

    /// What is left of a slice when slices follow each other from the dispatch on.
    protected static int RestOf(int slice, int ran) => ran > 0 && ran % slice == 0 ? 0 : slice - ran % slice;
}
