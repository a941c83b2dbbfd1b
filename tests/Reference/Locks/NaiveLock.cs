namespace Timeslice.Tests.Reference;

/// A lock of the reference: who has it, who waits in its line, who spins.
abstract class NaiveLock(NaiveKernel kernel, LockPlan plan)
{
    public NaiveKernel Kernel { get; } = kernel;
    public LockPlan Plan { get; } = plan;

    /// Those who have it, once for each time; null for a permit that nobody took, or who is not known.
    public List<NaiveThread> Holders { get; } = [];

    /// Those who are blocked at it, the first to go on first.
    public List<NaiveThread> Line { get; } = [];

    /// Those who spin, the longest spinning first, on a CPU or not.
    public List<NaiveThread> Spinners { get; } = [];

    /// The CPU on which it was taken or given back last, or whose thread it was handed.
    public NaiveCpu? LastCpu { get; set; }

    public long Waited, Held, SpinTime, HoldTime;
    public int Grants, Contended, HandOffs, Holds, MostHolders = plan.Missing, MostWaiters, Retries, Lost;

    /// How many have it, known or not.
    public virtual int Taken => Holders.Count;

    /// Whether somebody who comes now gets it.
    public abstract bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt);

    /// Whether an operation that takes it stays in user mode.
    public virtual bool IsQuiet(NaiveThread thread, NaiveAttempt attempt) =>
        Line.Count == 0 && IsToBeHadBy(thread, attempt);

    /// Whether it calls the kernel to give it back.
    public virtual bool WakesOnRelease => Line.Count > 0;

    /// Spinning that an attempt begins with.
    public virtual int SpinOf => 0;

    /// Those for whom somebody waits.
    public virtual IEnumerable<NaiveThread> Blockers(NaiveThread waiter) => [];

    /// Takes it for a thread.
    public virtual void Take(NaiveThread thread, NaiveAttempt attempt)
    {
        Count(thread, attempt);
        Holders.Add(thread);
        thread.HeldSince[(this, Holders.Count(h => h == thread))] = Kernel.Now;
        MostHolders = Math.Max(MostHolders, Taken);
        Kernel.Tell(this, thread);
        attempt.Phase = Phase.Granted;
    }

    public abstract void Release(NaiveThread thread);

    /// Somebody has left the line or given it back: lets go on who may.
    public virtual void Serve() { }

    public void Join(NaiveThread thread)
    {
        var place = Plan.Turn switch
        {
            Turn.Lifo => 0,
            Turn.Priority => Line.FindIndex(other => other.Claims.Priority < thread.Claims.Priority),
            _ => -1,
        };
        if (place < 0) Line.Add(thread);
        else Line.Insert(place, thread);
        MostWaiters = Math.Max(MostWaiters, Line.Count);
    }

    /// Somebody ceases to wait before it has come to anything.
    public virtual void Leave(NaiveThread thread, Phase was)
    {
        Line.Remove(thread);
        Spinners.Remove(thread);
        if (was == Phase.Waiting) Serve();
    }

    /// Somebody who holds it has died.
    public virtual void LoseHolder(NaiveThread thread)
    {
        LastCpu = thread.Last;
        Lost++;
    }

    /// The first in the line has it in this instant.
    protected void HandOver(NaiveThread first, bool ownerDied = false)
    {
        Line.Remove(first);
        HandOffs++;
        first.Attempt!.OwnerDied = ownerDied;
        Take(first, first.Attempt!);
        Kernel.GoOn(first);
    }

    protected void Count(NaiveThread thread, NaiveAttempt attempt)
    {
        LastCpu = thread.Last;
        Grants++;
        if (!attempt.HasFailed) return;
        Contended++;
        Waited += Kernel.Now - attempt.Since;
    }

    protected void CountHold(NaiveThread thread)
    {
        LastCpu = thread.Last;
        Holds++;
        HoldTime += Kernel.Now - thread.HeldSince[(this, Holders.Count(h => h == thread))];
    }
}
