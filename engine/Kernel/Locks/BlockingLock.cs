using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// A lock with one line at its door, in which threads block: handed to the first of the line, or free for whoever comes
/// first. A hot file.
/// </summary>
/// <remarks>
/// The cost model is that of a futex: what nobody contends for is taken and given back in user mode, and only who must
/// wait, or wake another, calls the kernel. H. Franke, R. Russell and M. Kirkwood, "Fuss, Futexes and Furwocks: Fast
/// Userlevel Locking in Linux", Ottawa Linux Symposium 2002.
/// </remarks>
public abstract class BlockingLock : Lock, ILockable
{
    protected const long StillHeld = -1, Unknown = -2;

    readonly WaitLine line;
    readonly Duration spin;
    readonly bool barges;
    readonly Spinners spinners = new();

    protected BlockingLock(LineOrder order, ReleaseRule release, Duration spin)
    {
        if (spin < Duration.Zero) throw new ArgumentOutOfRangeException(nameof(spin), spin, "must not be negative");
        (line, this.spin, barges) = (new(order), spin, release == ReleaseRule.Barging);
    }

    public sealed override int Waiters => line.Count;
    public sealed override int Spinners => spinners.Count;

    public sealed override int WhoWaits(Span<int> room)
    {
        var blocked = line.CopyTo(Machine, room);
        return blocked + spinners.CopyTo(room[Math.Min(blocked, room.Length)..]);
    }

    /// <summary>Takes it for a thread if that is permitted now.</summary>
    protected abstract bool TryTake(int thread);

    /// <summary>Gives it back; refuses with <see cref="Machine.Refuse"/> what a thread may not do.</summary>
    /// <returns>Since when it was held, in nanoseconds; or <see cref="StillHeld"/>, or <see cref="Unknown"/>.</returns>
    protected abstract long GiveBack(int thread);

    /// <summary>Whether giving it back needs the kernel.</summary>
    private protected virtual bool CallsToWake => line.Count > 0;

    /// <summary>Under barging: one of the line must be woken. Reading it settles it.</summary>
    private protected virtual bool MustWake => true;

    private protected bool Barges => barges;

    /// <summary>Under barging: somebody joins the line, or may have left others in it.</summary>
    private protected virtual void MayBeWaitedFor() { }

    /// <summary>A thread has begun to wait, or ceased to.</summary>
    private protected virtual void WaitersChanged() { }

    private protected WaitLine Line => line;
    private protected Spinners Spinning => spinners;

    Charge ILockable.CostOfTaking(int thread) => IsQuiet(thread) || spin > Duration.Zero
        ? Touching(thread)
        : Charge.System(Machine.Costs.SystemCall);

    Charge ILockable.CostOfTrying(int thread) => Touching(thread);

    Charge ILockable.CostOfGiving(int thread) =>
        CallsToWake ? Charge.System(Machine.Costs.SystemCall) : Touching(thread);

    bool ILockable.IsTaken(int thread) => !IsQuiet(thread);

    // Nobody contends for it: the next operation on it stays in user mode.
    private protected virtual bool IsQuiet(int thread) => (line.Count == 0 || barges) && Holders < Permits;

    Flow ILockable.Acquire(int thread, Patience patience) => Acquire(thread, patience);

    internal virtual Flow Acquire(int thread, Patience patience)
    {
        if (MayEnter && TryTake(thread))
        {
            Granted(thread, Duration.Zero, contended: false);
            Machine.Observer?.LockChanged(Machine, this);
            return Flow.Next;
        }
        if (patience.IsNone)
        {
            TimedOut(thread);
            return Flow.Next;
        }
        if (spin == Duration.Zero && !barges)
        {
            line.Add(Machine, thread);
            var flow = Block(thread, patience.Time);
            if (patience.IsReturning) Machine.MustReturn(thread);
            WaitersChanged();
            return flow;
        }
        Begin(thread, patience);
        return SpinOrPark(thread);
    }

    public void Release(int thread)
    {
        var since = GiveBack(thread);
        if (since != StillHeld) Freed(thread, since);
    }

    /// <summary>It is not held, or once less: the next may have it.</summary>
    private protected void Freed(int thread, long since)
    {
        GivenBack(thread, since);
        if (barges)
        {
            if (MustWake && line.Count > 0) WakeToTry(line.Take(Machine));
        }
        else
            while (line.First is >= 0 and var first && TryTake(first)) Admit(first);
        if (spinners.Count > 0 && MayEnter) AdmitSpinner();
        Changed();
        WaitersChanged();
    }

    internal sealed override void Forget(int thread)
    {
        if (Machine.Threads[thread].IsBlocked)
        {
            Machine.LeavesLine(thread);
            line.Remove(Machine, thread);
        }
        else
        {
            // Who has tried since it was woken has marked the lock, so that its next release wakes another.
            if (AttemptOf(thread) is { IsSpinning: false, IsEntering: false }) PassOn();
            Cease(thread);
        }
        Changed();
        WaitersChanged();
    }

    internal sealed override bool TryInterrupt(int thread) =>
        !Machine.IsReturning(thread) && base.TryInterrupt(thread);

    internal sealed override Flow AskAgain(int thread)
    {
        ref var attempt = ref AttemptOf(thread);
        if (attempt.IsSpinning) Burn(thread, ref attempt);
        if (MayEnter && TryTake(thread))
        {
            if (attempt.WasParked) MayBeWaitedFor();
            Cease(thread);
            Machine.Threads[thread].Left = 0;
            Granted(thread, new(Machine.Now - attempt.Since), contended: true);
            Changed();
            WaitersChanged();
            return Flow.Next;
        }
        // Who was woken writes to it once, when it tries in vain; who spins only reads.
        if (attempt is { WasParked: true, IsSpinning: false }) MayBeWaitedFor();
        if (Machine.Now >= attempt.GivesUpAt)
        {
            Cease(thread);
            Machine.Threads[thread].Left = 0;
            TimedOut(thread);
            WaitersChanged();
            return Flow.Next;
        }
        if (attempt.IsSpinning && Machine.Threads[thread].Left > 0)
        {
            SpinOn(thread, ref attempt);
            return Flow.Work;
        }
        if (attempt.IsSpinning) return Enter(thread, ref attempt);
        return attempt.IsEntering ? Park(thread) : SpinOrPark(thread);
    }

    /// <summary>Under hand-off, nobody passes those who wait.</summary>
    bool MayEnter => barges || line.Count == 0;

    Flow SpinOrPark(int thread)
    {
        if (spin == Duration.Zero) return Park(thread);
        ref var attempt = ref AttemptOf(thread);
        var time = Math.Min(spin.Nanoseconds, attempt.GivesUpAt - Machine.Now);
        (attempt.IsSpinning, attempt.SpinsFrom) = (true, time);
        Machine.Threads[thread].Left = time;
        Machine.Threads[thread].Flags |= ThreadFlags.Contends;
        spinners.Add(thread);
        Spins(thread, true);
        Machine.BeginsToWait(thread, this);
        WaitersChanged();
        return Flow.Work;
    }

    /// <summary>It has spun for long enough, and calls the kernel: the call looks once more before it blocks.</summary>
    Flow Enter(int thread, ref Attempt attempt)
    {
        StopsSpinning(thread);
        attempt.IsSpinning = false;
        var call = Machine.Costs.SystemCall;
        if (call == Duration.Zero) return Park(thread);
        attempt.IsEntering = true;
        Machine.Threads[thread].Left = call.Nanoseconds;
        Machine.Threads[thread].Flags |= ThreadFlags.InKernel;
        return Flow.Work;
    }

    Flow Park(int thread)
    {
        Cease(thread);
        ref var attempt = ref AttemptOf(thread);
        if (!attempt.IsReturning && Machine.Threads.FindBodyOf(thread)?.TryDeliver() == true)
        {
            if (attempt.WasParked) PassOn();
            return Flow.Next;
        }
        attempt.WasParked = true;
        MayBeWaitedFor();
        line.Add(Machine, thread);
        var flow = Block(thread, attempt.GivesUpAt == long.MaxValue ? Duration.Max
            : new(attempt.GivesUpAt - Machine.Now));
        if (attempt.IsReturning) Machine.MustReturn(thread);
        WaitersChanged();
        return flow;
    }

    /// <summary>A blocked thread takes it if it may, and goes on, or stands in the line.</summary>
    private protected void Join(int thread)
    {
        if (MayEnter && TryTake(thread))
        {
            Granted(thread, Duration.Zero, contended: false);
            Wake(thread);
        }
        else
        {
            MayBeWaitedFor();
            AttemptOf(thread).WasParked = true;
            line.Add(Machine, thread);
            Machine.MustReturn(thread);
            Changed();
            Machine.BeginsToWait(thread, this);
        }
        Changed();
        WaitersChanged();
    }

    void Admit(int thread)
    {
        line.Remove(Machine, thread);
        HandedOff();
        var since = spin > Duration.Zero ? AttemptOf(thread).Since : Machine.Threads[thread].Since;
        Granted(thread, new(Machine.Now - since), contended: true);
        Wake(thread);
    }

    // Who was woken to try, and does not, leaves that to the next.
    void PassOn()
    {
        if (line.Count > 0) WakeToTry(line.Take(Machine));
    }

    // It pays for another attempt when it is on a CPU.
    void WakeToTry(int thread)
    {
        Machine.Threads[thread].Flags |= ThreadFlags.Contends;
        Machine.LeavesLine(thread);
        Machine.Wake(thread, Machine.Costs.LockOperation);
    }

    // The longest spinning that is on a CPU and so can see it.
    void AdmitSpinner()
    {
        var thread = spinners.FirstOn(Machine);
        if (thread < 0 || !TryTake(thread)) return;
        ref var attempt = ref AttemptOf(thread);
        if (attempt.WasParked) MayBeWaitedFor();
        var transfer = Transfer(thread);
        Machine.StopSpinning(thread);
        Burn(thread, ref attempt);
        Cease(thread);
        Machine.GoOnAfter(thread, transfer);
        Granted(thread, new(Machine.Now - attempt.Since), contended: true);
    }

    void Cease(int thread)
    {
        ref var attempt = ref AttemptOf(thread);
        if (attempt.IsSpinning) StopsSpinning(thread);
        attempt.IsSpinning = attempt.IsEntering = false;
        Machine.Threads[thread].Flags &= ~(ThreadFlags.Contends | ThreadFlags.InKernel);
    }

    void StopsSpinning(int thread)
    {
        if (spinners.Remove(thread)) Spins(thread, false);
    }
}
