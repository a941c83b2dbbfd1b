using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>One holder at a time, who owns it; the others use their CPUs to wait.</summary>
/// <remarks>
/// Test-and-set, back-off: T. E. Anderson, "The performance of spin lock alternatives", IEEE TPDS 1(1), 1990. MCS: J.
/// Mellor-Crummey and M. L. Scott, ACM TOCS 9(1), 1991. With k threads that spin, the lock's line moves (k + 1) times
/// before a test-and-set succeeds, since the store that frees it stands behind all that want to write it; (k + 1) / 2
/// times on average until the next ticket is read, since all k readers are served in any order; once under MCS.
/// S. Boyd-Wickizer et al., "Non-scalable locks are dangerous", Ottawa Linux Symposium 2012.
/// </remarks>
/// <param name="kind">How threads that spin learn whose turn it is.</param>
/// <param name="backOff">How long a thread looks away after its first attempt in vain, under test-and-set, and twice as
/// long after each other, above 0; it looks all the time when left out.</param>
/// <param name="backOffLimit">How long it looks away at most; 1024 times the first when left out.</param>
public sealed class SpinLock(
    SpinKind kind = SpinKind.TestAndSet, Duration? backOff = null, Duration? backOffLimit = null) : Lock, ILockable
{
    readonly BackOff? backOff = backOff is not { } least ? null
        : kind == SpinKind.TestAndSet ? new(least, backOffLimit ?? least * 1024)
        : throw new ArgumentException("is for test-and-set only", nameof(backOff));
    readonly Spinners spinners = new();
    readonly PerThread<int> failed = new();
    NamedRandom? random;
    int owner = -1;
    long since;

    /// <summary>One that belongs to a machine at once.</summary>
    public SpinLock(Machine machine, SpinKind kind = SpinKind.TestAndSet, string? name = null) : this(kind) =>
        machine.Add(name, this);

    public override int Permits => 1;
    public override int Waiters => spinners.Count;
    public override int Spinners => spinners.Count;
    public override int WhoWaits(Span<int> room) => spinners.CopyTo(room);
    public override int Owner => owner;
    public override IReadOnlyList<int> HeldBy => owner == -1 ? [] : [owner];

    Charge ILockable.CostOfTaking(int thread) => Touching(thread);
    Charge ILockable.CostOfTrying(int thread) => Touching(thread);
    Charge ILockable.CostOfGiving(int thread) => Touching(thread);
    bool ILockable.IsTaken(int thread) => false;

    Flow ILockable.Acquire(int thread, Patience patience)
    {
        if (IsOpen)
        {
            Take(thread, Duration.Zero, contended: false);
            Machine.Observer?.LockChanged(Machine, this);
            return Flow.Next;
        }
        if (patience.IsNone)
        {
            TimedOut(thread);
            return Flow.Next;
        }
        Begin(thread, patience);
        AttemptOf(thread).IsSpinning = true;
        Machine.Threads[thread].Flags |= ThreadFlags.Contends;
        spinners.Add(thread);
        Spins(thread, true);
        failed[thread] = 1;
        Changed();
        Machine.BeginsToWait(thread, this);
        return Spin(thread);
    }

    public void Release(int thread)
    {
        if (owner != thread)
            throw Machine.Refuse(thread,
                $"unlocks {Name}, which {(owner == -1 ? "nobody" : Machine.NameOf(owner))} holds");
        owner = -1;
        NoLongerHeld(thread);
        GivenBack(thread, since);
        if (Next() is >= 0 and var next) Give(next, thread);
        Changed();
    }

    internal override void Forget(int thread)
    {
        Cease(thread);
        Changed();
    }

    internal override bool LoseHolder(int thread)
    {
        if (owner != thread) return false;
        owner = ThreadTable.Departed;
        return true;
    }

    internal override Flow AskAgain(int thread)
    {
        ref var attempt = ref AttemptOf(thread);
        if (attempt.IsGranted)
        {
            attempt.IsGranted = false;
            // It was its turn while it had no CPU.
            Cease(thread);
            Machine.Threads[thread].Left = attempt.SpinsFrom;
            return attempt.SpinsFrom > 0 ? Flow.Work : Flow.Next;
        }
        Burn(thread, ref attempt);
        var looks = backOff is null || Machine.Threads[thread].Left == 0;
        if (looks && kind == SpinKind.TestAndSet && owner == -1)
        {
            Cease(thread);
            Machine.Threads[thread].Left = 0;
            Take(thread, new(Machine.Now - attempt.Since), contended: true);
            Changed();
            return Flow.Next;
        }
        if (Machine.Now >= attempt.GivesUpAt)
        {
            Forget(thread);
            Machine.Threads[thread].Left = 0;
            TimedOut(thread);
            return Flow.Next;
        }
        if (!looks)
        {
            SpinOn(thread, ref attempt);
            return Flow.Work;
        }
        if (backOff is not null) failed[thread]++;
        return Spin(thread);
    }

    bool IsOpen => owner == -1 && (kind == SpinKind.TestAndSet || spinners.Count == 0);

    Flow Spin(int thread)
    {
        ref var attempt = ref AttemptOf(thread);
        var time = attempt.GivesUpAt == long.MaxValue ? Machine.Endless : attempt.GivesUpAt - Machine.Now;
        if (backOff is not null) time = Math.Min(time, backOff.After(failed[thread]).Nanoseconds);
        Machine.Threads[thread].Left = attempt.SpinsFrom = time;
        return Flow.Work;
    }

    /// <summary>Whose turn it is of those that spin, or −1.</summary>
    int Next()
    {
        if (spinners.Count == 0 || backOff is not null) return -1;
        if (kind != SpinKind.TestAndSet) return spinners[0];
        var onCpus = 0;
        for (var i = 0; i < spinners.Count; i++)
            if (Machine.IsOnCpu(spinners[i])) onCpus++;
        if (onCpus == 0) return -1;
        random ??= Machine.Threads.NewStream($"lock {Name}");
        var chosen = (int)(random.Stream.NextBits() % (ulong)onCpus);
        for (var i = 0; ; i++)
            if (Machine.IsOnCpu(spinners[i]) && chosen-- == 0) return spinners[i];
    }

    void Give(int next, int from)
    {
        ref var attempt = ref AttemptOf(next);
        var moves = kind switch
        {
            SpinKind.TestAndSet => 2 * (spinners.Count + 1),
            SpinKind.Ticket => spinners.Count + 1,
            _ => 2,
        };
        var transfer = Machine.Transfer(Machine.Threads[from].Cpu, Machine.Threads[next].Cpu) * moves / 2;
        if (Machine.IsOnCpu(next))
        {
            Machine.StopSpinning(next);
            Burn(next, ref attempt);
            Cease(next);
            Machine.GoOnAfter(next, transfer);
        }
        else
        {
            // It goes on when it has a CPU.
            StopsSpinning(next);
            attempt.IsGranted = true;
            attempt.SpinsFrom = transfer.Nanoseconds;
        }
        HandedOff();
        Take(next, new(Machine.Now - attempt.Since), contended: true);
    }

    void Take(int thread, Duration waited, bool contended)
    {
        (owner, since) = (thread, Machine.Now);
        Held(thread);
        Granted(thread, waited, contended);
    }

    void Cease(int thread)
    {
        StopsSpinning(thread);
        AttemptOf(thread).IsSpinning = false;
        Machine.Threads[thread].Flags &= ~ThreadFlags.Contends;
    }

    void StopsSpinning(int thread)
    {
        if (spinners.Remove(thread)) Spins(thread, false);
    }
}
