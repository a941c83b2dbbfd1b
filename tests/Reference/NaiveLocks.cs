namespace Timeslice.Tests.Reference;

/// <content>What threads do with locks, and how they go on.</content>
sealed partial class NaiveKernel
{
    /// Longer than any run.
    public const int ForEver = 1_000_000_000;

    public int Now => now;

    NaiveLock LockOf(LockPlan plan) => plan.Kind switch
    {
        LockKind.Mutex or LockKind.Semaphore => new NaiveDoor(this, plan),
        LockKind.ReadWriteLock => new NaiveReadWrite(this, plan),
        LockKind.Condition => new NaiveCondition(this, plan, () => (NaiveDoor)locks[plan.Number]),
        LockKind.Barrier => new NaiveBarrier(this, plan),
        LockKind.Latch => new NaiveLatch(this, plan),
        LockKind.Once => new NaiveOnce(this, plan),
        LockKind.SpinLock => new NaiveSpinLock(this, plan),
        _ => new NaiveSequence(this, plan),
    };

    (int, bool) CostOfLock(NaiveCpu cpu, NaiveThread thread, Step step)
    {
        var of = locks[step.Of];
        if (step.Verb == Verb.End && of is NaiveSequence read)
        {
            // One that is torn is not ended.
            thread.IsTorn = read.IsTorn(thread.Reads.Pop());
            if (thread.IsTorn) return (0, false);
        }
        var attempt = new NaiveAttempt(of, now) { IsShared = step.Verb == Verb.ReadLock };
        var isQuick = step.Verb switch
        {
            Verb.Notify or Verb.NotifyAll => of.Line.Count == 0,
            Verb.Unlock => !of.WakesOnRelease,
            Verb.End when of is NaiveSequence => true,
            Verb.End => of.Line.Count == 0,
            Verb.Arrive when of is NaiveLatch => of.Line.Count == 0,
            Verb.Wait when of is NaiveCondition => false,
            Verb.Begin when of is NaiveSequence => true,
            // Who does not wait does not call the kernel.
            Verb.Arrive => false,
            _ => IsTry(step) && step.Verb != Verb.Wait || of.IsQuiet(thread, attempt),
        };
        return isQuick ? (prices.LockOperation + LineTo(cpu, of.LastCpu), false) : (prices.SystemCall, true);
    }

    static bool IsTry(Step step) => step.Verb == Verb.TryLock || step.Timeout == 0;

    /// What it costs to bring the line of a lock to a CPU.
    int LineTo(NaiveCpu cpu, NaiveCpu? from) => from is null || from == cpu ? 0 : prices.CacheLine;

    /// Has the effect of an operation on a lock; true when the thread goes on at once.
    bool DoesWithLock(NaiveCpu cpu, NaiveThread thread, Step step)
    {
        var of = locks[step.Of];
        switch (step.Verb)
        {
            case Verb.Unlock:
                of.Release(thread);
                return true;
            case Verb.Notify or Verb.NotifyAll:
                ((NaiveCondition)of).Notify(step.Verb == Verb.NotifyAll);
                return true;
            case Verb.Arrive when of is NaiveLatch latch:
                latch.Arrive();
                return true;
            case Verb.Begin when of is NaiveSequence sequence:
                thread.Reads.Push(sequence.Version);
                return true;
            case Verb.End when of is NaiveSequence sequence:
                thread.Outcome = thread.IsTorn ? 0 : 1;
                if (thread.Outcome == 1) return true;
                sequence.Retries++;
                thread.Reads.Push(sequence.Version);
                return true;
            case Verb.End when of is NaiveOnce once:
                once.Finish(thread);
                return true;
        }
        var attempt = thread.Attempt = new(of, now)
        {
            IsShared = step.Verb == Verb.ReadLock, IsTry = IsTry(step),
        };
        if (step.Verb == Verb.Wait && step.Timeout == 0 && of is NaiveCondition)
        {
            (thread.Attempt, thread.Outcome) = (null, 0);
            return true;
        }
        if (step.Verb != Verb.Wait || of is not NaiveCondition condition)
            return Attempts(cpu, thread, attempt, step.Timeout);
        attempt.HasFailed = true;
        Limit(attempt, step.Timeout);
        condition.Wait(thread);
        Block(cpu, thread, Doing.OnLock);
        return false;
    }

    /// Attempts to take a lock; true when it is known at once what comes of it.
    bool Attempts(NaiveCpu cpu, NaiveThread thread, NaiveAttempt attempt, int? timeout = null)
    {
        var of = attempt.Of;
        if (!attempt.HasFailed) attempt.Since = now;
        if (of.IsToBeHadBy(thread, attempt))
        {
            of.Take(thread, attempt);
            return true;
        }
        attempt.HasFailed = true;
        if (attempt.WasWoken && of is NaiveDoor door) door.MarkAsWaitedFor();
        if (attempt.IsTry || IsTimeUp(attempt))
        {
            attempt.Phase = Phase.Failed;
            return true;
        }
        Limit(attempt, timeout);
        if (of.SpinOf == 0) return Parks(cpu, thread, attempt);
        (attempt.Phase, attempt.SpinLeft) = (Phase.Spinning, of.SpinOf);
        of.Spinners.Add(thread);
        of.MostWaiters = of is NaiveSpinLock ? Math.Max(of.MostWaiters, of.Spinners.Count) : of.MostWaiters;
        LookForCycle(thread);
        return Spins(cpu, thread, attempt);
    }

    void Limit(NaiveAttempt attempt, int? timeout)
    {
        if (timeout is { } time) (attempt.DueAt, attempt.Planned) = (now + time, plans++);
    }

    bool Spins(NaiveCpu cpu, NaiveThread thread, NaiveAttempt attempt)
    {
        thread.Left = Math.Min(attempt.SpinLeft, attempt.DueAt - now ?? ForEver);
        Burst(cpu);
        return false;
    }

    bool Parks(NaiveCpu cpu, NaiveThread thread, NaiveAttempt attempt)
    {
        attempt.Of.Spinners.Remove(thread);
        attempt.Planned = plans++;
        EntersLine(thread, attempt);
        Block(cpu, thread, Doing.OnLock);
        return false;
    }

    void EntersLine(NaiveThread thread, NaiveAttempt attempt)
    {
        attempt.HasFailed = true;
        if (attempt.Of is NaiveDoor door) door.MarkAsWaitedFor();
        attempt.Of.Join(thread);
        attempt.Phase = Phase.Waiting;
        LookForCycle(thread);
    }

    /// A thread is on a CPU in the midst of an attempt; true when it has come through, or may look again.
    bool Continues(NaiveCpu cpu, NaiveThread thread)
    {
        var attempt = thread.Attempt!;
        switch (attempt.Phase)
        {
            case Phase.Granted when attempt.Owes > 0:
                (thread.Left, attempt.Owes) = (attempt.Owes, 0);
                Burst(cpu);
                return false;
            case Phase.Granted or Phase.Failed:
                Finish(thread, attempt);
                return true;
            case Phase.Woken:
                var cost = attempt.IsPaid ? 0 : prices.LockOperation;
                attempt.IsPaid = cost > 0;
                if (cost == 0) return Attempts(cpu, thread, attempt);
                thread.Left = cost;
                Burst(cpu);
                return false;
            case Phase.Spinning:
                if (MayTakeWhileSpinning(thread, attempt))
                {
                    attempt.Of.Spinners.Remove(thread);
                    attempt.Of.Take(thread, attempt);
                    thread.Left = 0;
                    return true;
                }
                if (IsTimeUp(attempt)) return GivesUp(attempt, thread);
                if (attempt.SpinLeft > 0) return Spins(cpu, thread, attempt);
                attempt.Of.Spinners.Remove(thread);
                attempt.Phase = Phase.Entering;
                return true;
            case Phase.Entering when !attempt.IsPaid && prices.SystemCall > 0:
                (attempt.IsPaid, thread.Left, thread.InKernel) = (true, prices.SystemCall, true);
                Burst(cpu);
                return false;
            case Phase.Entering:
                (attempt.IsPaid, thread.InKernel) = (false, false);
                if (attempt.Of.IsToBeHadBy(thread, attempt))
                {
                    attempt.Of.Take(thread, attempt);
                    return true;
                }
                return IsTimeUp(attempt) ? GivesUp(attempt, thread) : Parks(cpu, thread, attempt);
            default: throw new InvalidOperationException($"{attempt.Phase}");
        }
    }

    static bool GivesUp(NaiveAttempt attempt, NaiveThread thread)
    {
        attempt.Of.Spinners.Remove(thread);
        (attempt.Phase, thread.Left) = (Phase.Failed, 0);
        return true;
    }

    static bool MayTakeWhileSpinning(NaiveThread thread, NaiveAttempt attempt) =>
        attempt.Of.IsToBeHadBy(thread, attempt);

    static void Finish(NaiveThread thread, NaiveAttempt attempt)
    {
        thread.Attempt = null;
        var hasIt = attempt.Phase == Phase.Granted && !attempt.IsTimedOut;
        if (attempt.Of is NaiveOnce once) hasIt = once.Holders.Contains(thread);
        thread.Outcome = !hasIt ? 0 : attempt.OwnerDied ? 2 : 1;
    }

    public void Tell(NaiveLock of, NaiveThread thread) => grants.Add((now, locks.IndexOf(of), thread.Index));

    public void GoOn(NaiveThread thread) => MakeReady(thread, How.Woken);

#pragma warning disable CA1822 // a service of the kernel to its locks
    public Exception ProgramFails() => new Ended(ProgramError);
#pragma warning restore CA1822

    NaiveCpu? CpuOf(NaiveThread thread) => cpus.Find(c => c.Thread == thread && c.Busy == Busy.User);

    public bool SpinsOnCpu(NaiveThread thread) =>
        thread.Attempt is { Phase: Phase.Spinning } && CpuOf(thread) is not null;

    /// A spinner gets the lock, wherever it is.
    public void StopsSpinning(NaiveThread thread)
    {
        var attempt = thread.Attempt!;
        var line = LineTo(thread.Last!, attempt.Of.LastCpu);
        attempt.Owes = attempt.Of is NaiveSpinLock spin ? spin.Transfer(line, spin.Spinners.Count) : line;
        attempt.Of.Spinners.Remove(thread);
        attempt.Of.Take(thread, attempt);
        thread.Left = 0;
        if (CpuOf(thread) is not { HasPlan: true } cpu) return;
        (thread.Left, attempt.Owes) = (attempt.Owes, 0);
        if (thread.Left > 0) Plan(cpu);
        // As a burst that ends with its slice ends first.
        else (cpu.HasPlan, cpu.Planned) = (true, plans++);
    }

    /// A waiter of a condition goes to the line of the mutex, or takes it.
    public void Morph(NaiveThread thread, NaiveDoor mutex)
    {
        var attempt = thread.Attempt!;
        if (!mutex.IsToBeHadBy(thread, attempt))
        {
            EntersLine(thread, attempt);
            return;
        }
        mutex.Take(thread, attempt);
        GoOn(thread);
    }

    bool IsTimeUp(NaiveAttempt attempt) => attempt.DueAt <= now;

    /// The time for which a thread was to be blocked is over. Who is on its way finds out itself.
    void Expire(NaiveThread thread, NaiveAttempt attempt)
    {
        if (attempt.Phase != Phase.Waiting) return;
        if (attempt.Of is NaiveCondition condition)
        {
            attempt.IsTimedOut = true;
            condition.GoesOn(thread);
            return;
        }
        attempt.Phase = Phase.Failed;
        attempt.Of.Leave(thread, Phase.Waiting);
        GoOn(thread);
    }

    /// A thread dies: it neither waits for locks any more nor holds them.
    void LeaveLocks(NaiveThread thread)
    {
        foreach (var each in locks)
        {
            if (each.Holders.Contains(thread)) each.LoseHolder(thread);
        }
        if (thread.Attempt is not { } attempt) return;
        var phase = attempt.Phase;
        attempt.Phase = Phase.Failed;
        attempt.Of.Leave(thread, phase);
    }
}
