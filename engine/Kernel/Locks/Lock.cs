using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// What threads wait at for each other: its name, its accounts, and the one way to wait there. One kind a file.
/// </summary>
/// <remarks>A wait ends in exactly one way: granted, timed out, interrupted, or by death.</remarks>
public abstract partial class Lock
{
    TimeWeighted holding, queueing;
    int takenAt, touchedBy = -1;

    /// <summary>The most holders that it ever permits at a time; 0 where nobody holds it, threads only wait.</summary>
    public abstract int Permits { get; }

    /// <summary>Threads that wait in line.</summary>
    public abstract int Waiters { get; }

    /// <summary>Holders that it has before any thread takes it.</summary>
    protected virtual int HeldAtStart => 0;

    /// <summary>The thread whose it is; negative where it is nobody's, or that of a thread that has exited.</summary>
    public virtual int Owner => -1;

    /// <summary>
    /// The threads that took it and have not given it back, as far as that is known; negative for one that has exited.
    /// </summary>
    public virtual IReadOnlyList<int> HeldBy => [];

    /// <summary>Who holds it, for people; nobody who is known where it is empty.</summary>
    internal virtual string Holding => string.Join(", ", HeldBy.Select(Machine.NameOf));

    /// <summary>Takes a thread that waits out of all lines: it has died, or its wait is interrupted.</summary>
    internal abstract void Forget(int thread);

    /// <summary>Ends the wait of a thread that is interrupted; false where that comes to nothing now.</summary>
    internal virtual bool TryInterrupt(int thread)
    {
        Forget(thread);
        return true;
    }

    /// <summary>The time is up for a thread that waits: it goes on without.</summary>
    internal virtual void TimeIsUp(int thread) => GiveUp(thread);

    /// <summary>A thread that spins, or was woken to try again, is on a CPU.</summary>
    internal virtual Flow AskAgain(int thread) => Flow.Next;

    /// <summary>
    /// All of whom a waiting thread must see give way before it goes on; none where others could let it go on as well.
    /// </summary>
    internal virtual IEnumerable<int> Blockers(int waiting) => Owner >= 0 ? [Owner] : [];

    /// <summary>
    /// A thread has died, and its number may go to another, whom a holder must not be
    /// taken for. True when the lock is lost for ever.
    /// </summary>
    internal virtual bool LoseHolder(int thread) => false;

    /// <summary>It belongs to a machine now.</summary>
    protected virtual void Attached() { }

    public string Name { get; private set; } = "";
    public int Number { get; private set; } = -1;

    /// <summary>
    /// False where a machine has it only so that programs find the others under the same numbers on all machines: no
    /// result tells of it.
    /// </summary>
    public bool IsUsed { get; set; } = true;
    protected internal Machine Machine { get; private set; } = null!;

    public int Holders => (int)holding.Value;
    public int MaxHolders => (int)holding.Max;
    public int MaxWaiters => (int)queueing.Max;

    /// <summary>How often somebody got it, or went on.</summary>
    public long Acquisitions { get; private set; }

    /// <summary>Acquisitions whose first attempt failed.</summary>
    public long Contended { get; private set; }

    /// <summary>Grants to a thread in line, by the one that gave it back.</summary>
    public long HandOffs { get; private set; }

    /// <summary>Attempts that were given up.</summary>
    public long TimeOuts { get; private set; }

    /// <summary>CPU time that threads have used to wait for it.</summary>
    public Duration SpinTime { get; private set; }

    /// <summary>From the first attempt to the grant, one observation per acquisition: 0 where it was free.</summary>
    public Tally Wait { get; } = new();

    /// <summary>From a grant until it was given back.</summary>
    public Tally Hold { get; } = new();

    public double MeanHolders => holding.Mean(Machine.Now);
    public double MeanWaiters => queueing.Mean(Machine.Now);

    /// <summary>Mean time held, in seconds: ∫ holders dt / acquisitions (Little's law).</summary>
    public double MeanHold => Acquisitions == 0 ? double.NaN : (double)holding.Area(Machine.Now) / Acquisitions / 1e9;

    internal bool IsOf(Machine machine) => Number >= 0 && Machine == machine;

    /// <summary>The operation by which its owner took it.</summary>
    internal Operation? TakenBy => takenAt == 0 ? null : Machine.Code.Before(takenAt);

    internal void Attach(Machine machine, string name, int number)
    {
        (Machine, Name, Number) = (machine, name, number);
        holding.Set(0, HeldAtStart);
        Attached();
    }

    internal void Restart()
    {
        (Acquisitions, Contended, HandOffs, TimeOuts, SpinTime) = (0, 0, 0, 0, Duration.Zero);
        Wait.Restart();
        Hold.Restart();
        holding.Restart(Machine.Now);
        queueing.Restart(Machine.Now);
    }

    /// <summary>To be told of each thread that holds it from now on, so that its death is noticed.</summary>
    protected void Held(int thread) => Machine.Threads.Lives[thread].LocksHeld++;

    /// <summary>To be told when a thread for which <see cref="Held"/> was told holds it no more.</summary>
    protected void NoLongerHeld(int thread)
    {
        if (thread >= 0) Machine.Threads.Lives[thread].LocksHeld--;
    }

    /// <summary>A thread holds it from now on.</summary>
    protected void Granted(int thread, Duration waited, bool contended, bool shared = false)
    {
        holding.Set(Machine.Now, holding.Value + 1);
        Passed(thread, waited, contended);
        Machine.Observer?.LockTaken(Machine, this, thread, shared);
    }

    /// <summary>A thread goes on that asked to.</summary>
    protected void Passed(int thread, Duration waited, bool contended)
    {
        Acquisitions++;
        if (contended) Contended++;
        Wait.Add(waited);
        takenAt = Machine.Threads[thread].Pc;
        Touch(thread);
    }

    /// <summary>A thread held it from some time on and does no longer.</summary>
    protected void GivenBack(int thread, long since)
    {
        takenAt = 0;
        holding.Set(Machine.Now, holding.Value - 1);
        if (since >= 0) Hold.Add(new(Machine.Now - since));
        if (thread < 0) return;
        Touch(thread);
        Machine.Observer?.LockGivenBack(Machine, this, thread);
    }

    /// <summary>So many more count as held, though nobody took them.</summary>
    protected void HeldByNobody(int count) => holding.Set(Machine.Now, holding.Value + count);

    protected void HandedOff() => HandOffs++;

    /// <summary>Who watches is told of its holders and waiters.</summary>
    protected void Changed()
    {
        queueing.Set(Machine.Now, Waiters);
        Machine.Observer?.LockChanged(Machine, this);
    }

    /// <summary>A thread that stands in a line now blocks there.</summary>
    private protected Flow Block(int thread, Duration patience, bool shared = false)
    {
        Changed();
        Machine.BlockOnLock(thread, this, patience, shared);
        return Flow.Blocked;
    }

    /// <summary>A thread that has left its line goes on, with a CPU.</summary>
    private protected void Wake(int thread)
    {
        Machine.LeavesLine(thread);
        Machine.Wake(thread);
    }

    /// <summary>Somebody gives up: it goes on without, with what that means for its program.</summary>
    private protected void GiveUp(int thread)
    {
        // Told before whom it lets in by leaving.
        TimedOut(thread);
        Forget(thread);
        Machine.Wake(thread);
    }

    private protected void TimedOut(int thread)
    {
        TimeOuts++;
        AttemptOf(thread).Outcome = Outcome.TimedOut;
        Machine.Observer?.LockGivenUp(Machine, this, thread);
    }

    private protected ref Attempt AttemptOf(int thread) => ref Machine.Threads.Attempts[thread];

    /// <summary>Counts what a thread has spun since that was counted.</summary>
    private protected void Burn(int thread, ref Attempt attempt)
    {
        var left = Machine.Threads[thread].Left;
        var spun = new Duration(attempt.SpinsFrom - left);
        SpinTime += spun;
        Machine.ClassOf(thread).SpinTime += spun;
        attempt.SpinsFrom = left;
    }

    /// <summary>A thread spins on, not beyond the time at which it gives up.</summary>
    private protected void SpinOn(int thread, ref Attempt attempt)
    {
        ref var left = ref Machine.Threads[thread].Left;
        left = attempt.SpinsFrom = Math.Min(left, attempt.GivesUpAt - Machine.Now);
    }

    /// <summary>A thread begins an attempt that may take several rounds.</summary>
    private protected void Begin(int thread, Patience patience)
    {
        ref var attempt = ref AttemptOf(thread);
        (attempt.Since, attempt.Lock) = (Machine.Now, Number);
        (attempt.WasParked, attempt.IsGranted, attempt.IsReturning) = (false, false, patience.IsReturning);
        attempt.GivesUpAt = patience.Time.Nanoseconds > long.MaxValue - Machine.Now
            ? long.MaxValue : Machine.Now + patience.Time.Nanoseconds;
    }

    /// <summary>What it costs to touch the lock in user mode: an atomic operation, and the way of its cache line to the
    /// CPU.</summary>
    private protected Charge Touching(int thread) => Charge.User(Machine.Costs.LockOperation + Transfer(thread));

    /// <summary>The way of the lock's cache line to the CPU of a thread, from where it was touched last.</summary>
    private protected Duration Transfer(int thread) =>
        touchedBy < 0 ? Duration.Zero : Machine.Transfer(touchedBy, Machine.Threads[thread].Cpu);

    void Touch(int thread) => touchedBy = Machine.Threads[thread].Cpu;
}
