using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// What threads take and give back, with a line at the door: handed to the longest waiting (FIFO). One lock a file.
/// </summary>
public abstract class Lock
{
    ThreadQueue waiters;
    TimeWeighted holding, queueing;
    int takenAt;

    /// <summary>The most holders that it ever permits at a time.</summary>
    public abstract int Permits { get; }

    /// <summary>Holders that it has before any thread takes it.</summary>
    protected virtual int HeldAtStart => 0;

    /// <summary>The thread whose it is; negative where it is nobody's, or that of a thread that has exited.</summary>
    public virtual int Owner => -1;

    /// <summary>
    /// The threads that took it and have not given it back, as far as that is known; negative for one that has exited.
    /// </summary>
    public abstract IReadOnlyList<int> HeldBy { get; }

    /// <summary>Takes it for a thread if that is permitted now.</summary>
    protected abstract bool TryTake(int thread);

    /// <summary>Gives it back; refuses with <see cref="Machine.Refuse"/> what a thread may not do.</summary>
    protected abstract void GiveBack(int thread);

    /// <summary>To be told of each thread that holds it from now on, so that its death is noticed.</summary>
    protected void Held(int thread) => Machine.Threads.Lives[thread].LocksHeld++;

    /// <summary>To be told when a thread for which <see cref="Held"/> was told holds it no more.</summary>
    protected void NoLongerHeld(int thread)
    {
        if (thread >= 0) Machine.Threads.Lives[thread].LocksHeld--;
    }

    public string Name { get; private set; } = "";
    public int Number { get; private set; } = -1;
    protected internal Machine Machine { get; private set; } = null!;

    public int Holders => (int)holding.Value;
    public int MaxHolders => (int)holding.Max;
    public int Waiters => waiters.Count;
    public int MaxWaiters => (int)queueing.Max;
    public long Acquisitions { get; private set; }

    /// <summary>Acquisitions that had to wait.</summary>
    public long Contended { get; private set; }

    /// <summary>Time at the door, one observation per acquisition: 0 where it was free.</summary>
    public Tally Wait { get; } = new();

    public double MeanHolders => holding.Mean(Machine.Simulation.Now.Nanoseconds);
    public double MeanWaiters => queueing.Mean(Machine.Simulation.Now.Nanoseconds);

    /// <summary>Mean time held, in seconds: ∫ holders dt / acquisitions (Little's law).</summary>
    public double MeanHold => Acquisitions == 0 ? double.NaN
        : (double)holding.Area(Machine.Simulation.Now.Nanoseconds) / Acquisitions / 1e9;

    internal bool IsOf(Machine machine) => Number >= 0 && Machine == machine;

    /// <summary>The operations on it, for threads whose programs are methods.</summary>
    internal Operation Taking => field ??= new Programs.Lock(this);
    internal Operation Giving => field ??= new Unlock(this);

    /// <summary>The operation by which its owner took it.</summary>
    internal Operation? TakenBy => takenAt == 0 ? null : Machine.Code.Before(takenAt);

    /// <summary>Whether nobody contends for it, so that the next operation on it stays in user mode.</summary>
    internal bool IsQuiet => waiters.Count == 0 && Holders < Permits;

    internal void Attach(Machine machine, string name, int number)
    {
        (Machine, Name, Number) = (machine, name, number);
        holding.Set(0, HeldAtStart);
    }

    /// <summary>True when the thread has it now; false when it waits in the line.</summary>
    internal bool Acquire(int thread)
    {
        if (waiters.Count == 0 && TryTake(thread))
        {
            Granted(thread, Duration.Zero);
            Machine.Observer?.LockChanged(Machine, this);
            return true;
        }
        waiters.Add(Machine.Threads, thread);
        Changed();
        Machine.BlockOnLock(thread, this);
        return false;
    }

    internal void Release(int thread)
    {
        GiveBack(thread);
        takenAt = 0;
        holding.Set(Machine.Now, holding.Value - 1);
        while (waiters.Count > 0 && TryTake(waiters.First))
        {
            var next = waiters.Take(Machine.Threads);
            Contended++;
            Granted(next, Machine.TimeInState(next));
            Machine.Wake(next);
        }
        Changed();
    }

    /// <summary>A waiting thread has died.</summary>
    internal void Forget(int thread)
    {
        waiters.Remove(Machine.Threads, thread);
        Changed();
    }

    /// <summary>
    /// A thread has died, and its number may go to another, whom a holder must not be
    /// taken for. True when the lock is lost for ever.
    /// </summary>
    internal virtual bool LoseHolder(int thread) => false;

    internal void Restart()
    {
        (Acquisitions, Contended) = (0, 0);
        Wait.Restart();
        holding.Restart(Machine.Now);
        queueing.Restart(Machine.Now);
    }

    void Granted(int thread, Duration waited)
    {
        Acquisitions++;
        Wait.Add(waited);
        takenAt = Machine.Threads[thread].Pc;
        holding.Set(Machine.Now, holding.Value + 1);
    }

    void Changed()
    {
        queueing.Set(Machine.Now, waiters.Count);
        Machine.Observer?.LockChanged(Machine, this);
    }
}
