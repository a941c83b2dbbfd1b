namespace Timeslice.Tests.Reference;

/// What threads wait at that nobody owns.
abstract class NaiveMeeting(NaiveKernel kernel, LockPlan plan) : NaiveLock(kernel, plan)
{
    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt) => false;
    public override void Release(NaiveThread thread) => throw new InvalidOperationException();

    protected void WakeAll()
    {
        while (Line.Count > 0) Wake(Line[0]);
    }

    protected void Wake(NaiveThread thread)
    {
        Line.Remove(thread);
        Count(thread, thread.Attempt!);
        thread.Attempt!.Phase = Phase.Granted;
        Kernel.GoOn(thread);
    }
}

/// Nobody goes on before all have come.
sealed class NaiveBarrier(NaiveKernel kernel, LockPlan plan) : NaiveMeeting(kernel, plan)
{
    public bool IsLast => Line.Count == Plan.Number - 1;

    public override bool IsQuiet(NaiveThread thread, NaiveAttempt attempt) => false;

    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt) => IsLast;

    public override void Take(NaiveThread thread, NaiveAttempt attempt)
    {
        Count(thread, attempt);
        attempt.Phase = Phase.Granted;
        WakeAll();
    }
}

/// A door that opens once, when enough have arrived.
sealed class NaiveLatch(NaiveKernel kernel, LockPlan plan) : NaiveMeeting(kernel, plan)
{
    int count = plan.Number;

    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt) => count == 0;

    public override void Take(NaiveThread thread, NaiveAttempt attempt)
    {
        Count(thread, attempt);
        attempt.Phase = Phase.Granted;
    }

    public void Arrive()
    {
        if (count == 0) throw Kernel.ProgramFails();
        if (--count == 0) WakeAll();
    }
}

/// Something is done by the first who comes, who has it meanwhile.
sealed class NaiveOnce(NaiveKernel kernel, LockPlan plan) : NaiveMeeting(kernel, plan)
{
    bool isDone;

    public override IEnumerable<NaiveThread> Blockers(NaiveThread waiter) => Holders;

    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt) => isDone || Holders.Count == 0;

    public override void Take(NaiveThread thread, NaiveAttempt attempt)
    {
        if (!isDone) base.Take(thread, attempt);
        else
        {
            Count(thread, attempt);
            attempt.Phase = Phase.Granted;
        }
    }

    public void Finish(NaiveThread thread)
    {
        CountHold(thread);
        Holders.Clear();
        isDone = true;
        WakeAll();
    }

    /// The next does it.
    public override void LoseHolder(NaiveThread thread)
    {
        LastCpu = thread.Last;
        Holders.Clear();
        if (Line.Count > 0) HandOver(Line[0]);
    }
}

/// Where owners of a mutex wait for others to tell them something.
sealed class NaiveCondition(NaiveKernel kernel, LockPlan plan, Func<NaiveDoor> mutex) : NaiveMeeting(kernel, plan)
{
    public NaiveDoor Mutex => mutex();

    public void Wait(NaiveThread thread)
    {
        if (!Mutex.IsOwnedBy(thread)) throw Kernel.ProgramFails();
        Join(thread);
        thread.Attempt!.Phase = Phase.Waiting;
        thread.Attempt.Depth = Mutex.ReleaseEntirely(thread);
    }

    public void Notify(bool all)
    {
        if (Line.Count == 0) Lost++;
        foreach (var thread in Line.Take(all ? Line.Count : 1).ToList()) GoesOn(thread);
    }

    /// Somebody has been told, or has waited long enough, and wants the mutex again.
    public void GoesOn(NaiveThread thread)
    {
        Line.Remove(thread);
        var attempt = thread.Attempt!;
        if (!attempt.IsTimedOut) Count(thread, attempt);
        (attempt.Of, attempt.Since, attempt.DueAt) = (Mutex, Kernel.Now, null);
        attempt.HasFailed = false;
        if (!Plan.Morphs)
        {
            attempt.Phase = Phase.Woken;
            Kernel.GoOn(thread);
        }
        else Kernel.Morph(thread, Mutex);
    }
}
