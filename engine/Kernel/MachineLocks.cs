using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel;

/// <content>What locks ask of their machine.</content>
public sealed partial class Machine
{
    // Beside the number of the lock that a blocked thread awaits.
    const long Timed = 1L << 40, Shared = 1L << 41, HasLeft = 1L << 42, Returns = 1L << 43;

    /// <summary>CPU time of a spinning that nothing but the lock ends: no event is planned for its end.</summary>
    internal const long Endless = 1L << 61;

    // Those that the end of a process may concern.
    readonly List<IpcSemaphore> settled = [];

    /// <summary>A semaphore is told of each process that ends.</summary>
    internal void Settles(IpcSemaphore one) => settled.Add(one);

    /// <summary>What a process held of semaphores is undone, or lost.</summary>
    internal void Settle(Process process)
    {
        foreach (var one in settled) one.Settle(process);
        process.Adjustments?.Apply();
    }

    /// <summary>How urgent threads are.</summary>
    internal Ranking Ranking => field ??= new(this, dispatcher.Ranks);

    /// <summary>The lock that a thread's program refers to.</summary>
    internal T LockAt<T>(LockReference<T> reference, int thread) where T : class =>
        (T)(object)locks[reference.Index is null ? reference.First : NumberOf(reference, thread)];

    // The same for most of them, with a cast to a type that is known when this is compiled.
    internal ILockable LockAt(LockReference<ILockable> reference, int thread) =>
        (ILockable)locks[reference.Index is null ? reference.First : NumberOf(reference, thread)];

    /// <summary>How long a thread is willing to wait, drawn now.</summary>
    /// <param name="isTold">The thread asks for the outcome although it waits for ever.</param>
    internal Patience PatienceOf(int thread, RandomDuration? timeout, bool isTold = false)
    {
        if (isTold || timeout is not null) Threads.Attempts[thread].Outcome = Outcome.Got;
        return timeout is { } time ? new(time.Draw(ref Random(thread))) : Patience.Endless;
    }

    /// <summary>The time that the last call of its method gave.</summary>
    internal RandomDuration TimeGivenTo(int thread) => new Duration(BodyOf(thread).Calling.Time);

    /// <summary>The way of a cache line from one CPU to another.</summary>
    internal Duration Transfer(int from, int to) =>
        from == to ? Duration.Zero
        : Cpus[from].Place.Node == Cpus[to].Place.Node ? Costs.CacheLine : Costs.NodeCacheLine;

    /// <summary>A thread that stands in the line of a lock blocks.</summary>
    internal void BlockOnLock(int thread, Lock awaited, Duration patience, bool shared)
    {
        Threads[thread].Left = (uint)awaited.Number | (shared ? Shared : 0);
        Observer?.LockAwaited(this, awaited, thread, shared);
        Enter(thread, ThreadState.BlockedOnLock);
        if (patience != Duration.Max)
        {
            Threads[thread].Left |= Timed;
            Simulation.After(patience, timers + thread, Threads[thread].Generation);
        }
        else LookForCircle(thread, awaited);
    }

    /// <summary>A blocked thread has gone from one lock's line to another's.</summary>
    internal void MoveToLock(int thread, Lock awaited)
    {
        ref var record = ref Threads[thread];
        Spent(record.Class, record.State) += Now - record.Since;
        Serving?.Spent(thread, record.State, Now - record.Since);
        (record.Since, record.Left) = (Now, awaited.Number);
        Observer?.LockAwaited(this, awaited, thread, isShared: false);
        Observer?.ThreadChanged(this, thread, record.State);
    }

    /// <summary>A blocked thread has left its line, before its time was up; it goes on, or somewhere else.</summary>
    internal void LeavesLine(int thread)
    {
        ref var record = ref Threads[thread];
        var isTimed = (record.Left & Timed) != 0;
        record.Left = record.Left & ~Timed | HasLeft;
        if (isTimed) CancelTimer(thread);
    }

    /// <summary>A blocked thread gets back what it gave away for a wait: no interrupt ends that.</summary>
    internal void MustReturn(int thread) => Threads[thread].Left |= Returns;
    internal bool IsReturning(int thread) => (Threads[thread].Left & Returns) != 0;

    /// <summary>A blocked thread asked to read, not to write.</summary>
    internal bool WaitsToShare(int thread) => (Threads[thread].Left & Shared) != 0;

    /// <summary>Nothing but the lock will end its wait.</summary>
    internal bool WaitsForEver(int thread) => IsContending(thread)
        ? Threads.Attempts[thread].GivesUpAt == long.MaxValue
        : (Threads[thread].Left & Timed) == 0;

    /// <summary>It spins, or was woken to try again.</summary>
    internal bool IsContending(int thread) => (Threads[thread].Flags & ThreadFlags.Contends) != 0;

    internal Lock LockContendedBy(int thread) => locks[Threads.Attempts[thread].Lock];

    /// <summary>The lock for which a thread is blocked or spins, or null. Whose wait at a condition is over wants a
    /// CPU.</summary>
    internal Lock? LockWantedBy(int thread) =>
        LockAwaitedBy(thread)
        ?? (IsContending(thread) && !Threads.Attempts[thread].IsGranted
            && LockContendedBy(thread) is var wanted and not Condition ? wanted : null);

    /// <summary>A thread waits for a lock that others have, or for their exit.</summary>
    internal bool WaitsForOthers(int thread) =>
        Threads[thread].State == ThreadState.BlockedOnJoin || LockWantedBy(thread) is not null;

    internal Mutex? MutexAwaitedBy(int thread) => LockWantedBy(thread) as Mutex;

    internal void BeginsToWait(int thread, Lock awaited)
    {
        Observer?.LockAwaited(this, awaited, thread, isShared: false);
        if (WaitsForEver(thread)) LookForCircle(thread, awaited);
    }

    internal bool IsOnCpu(int thread) => dispatcher.IsOnCpu(thread);
    internal void StopSpinning(int thread) => dispatcher.StopSpinning(thread);
    internal void GoOnAfter(int thread, Duration time) => dispatcher.GoOnAfter(thread, time);

    /// <summary>From now on a thread claims more, or less.</summary>
    internal void ChangeTerms(int thread, Terms? terms, Instant deadline, bool isMore) =>
        dispatcher.ChangeTerms(thread, terms, deadline, isMore);

    /// <summary>A thread that spins, or was woken to try again, is on a CPU.</summary>
    internal Flow AskAgain(int thread) => LockContendedBy(thread).AskAgain(thread);

    /// <summary>Ends the wait of a thread that is interrupted; false where that comes to nothing now.</summary>
    internal bool TryInterrupt(int thread)
    {
        if (LockAwaitedBy(thread) is { } awaited) return awaited.TryInterrupt(thread);
        if (AwaitedBy(thread) is not null) return TryInterruptIO(thread);
        lifecycle.Endings.LeaveWhatItWaitsFor(thread);
        return true;
    }

    int NumberOf<T>(LockReference<T> reference, int thread) where T : class
    {
        var index = reference.Index!.Evaluate(this, thread);
        if (index >= 1 && index <= reference.Count) return reference.First + (int)index - 1;
        var array = locks[reference.First].Name.Split('[')[0];
        throw Refuse(thread, $"uses {array}[{index}], but there are {array}[1] to {array}[{reference.Count}]");
    }

    /// <summary>A thread waits for the exit of others: a circle only if somebody can wait for it.</summary>
    internal void JoinsOthers(int thread)
    {
        if (Threads.Lives[thread].LocksHeld > 0 || Threads.FindBodyOf(thread) is { Joiners.Count: > 0 })
            LookForCircle(thread);
    }

    void LookForCircle(int thread, Lock awaited)
    {
        if (awaited.Permits > 0) LookForCircle(thread);
    }

    void LookForCircle(int thread)
    {
        if (Deadlock.CircleFrom(this, thread) is not { } circle) return;
        World.Deadlock = circle;
        throw new RunStopped(EndReason.Deadlock, circle.ToString());
    }
}
