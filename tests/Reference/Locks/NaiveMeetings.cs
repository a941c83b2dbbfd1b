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
        thread.Attempt!.Phase = Phase.Granted;
        Kernel.GoOn(thread);
    }
}

/// Nobody goes on before all have come.
sealed class NaiveBarrier(NaiveKernel kernel, LockPlan plan) : NaiveMeeting(kernel, plan)
{
    public bool IsLast => Line.Count == Plan.Number - 1;

    public override bool IsQuiet(NaiveThread thread, NaiveAttempt attempt) => Plan.Number == 1;

    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt) => IsLast;

    public override void Take(NaiveThread thread, NaiveAttempt attempt)
    {
        attempt.Phase = Phase.Granted;
        WakeAll();
    }
}

/// A door that opens once, when enough have arrived.
sealed class NaiveLatch(NaiveKernel kernel, LockPlan plan) : NaiveMeeting(kernel, plan)
{
    int count = plan.Number;

    public bool OpensNext => count == 1;

    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt) => count == 0;

    public override void Take(NaiveThread thread, NaiveAttempt attempt) => attempt.Phase = Phase.Granted;

    public void Arrive()
    {
        if (count == 0) throw Kernel.ProgramFails();
        if (--count == 0) WakeAll();
    }
}

/// Something is done by the first who comes.
sealed class NaiveOnce(NaiveKernel kernel, LockPlan plan) : NaiveMeeting(kernel, plan)
{
    bool isDone;

    public NaiveThread? Doer { get; private set; }

    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt) => isDone || Doer is null;

    public override void Take(NaiveThread thread, NaiveAttempt attempt)
    {
        attempt.Phase = Phase.Granted;
        if (!isDone) Doer = thread;
    }

    public void Finish()
    {
        (isDone, Doer) = (true, null);
        WakeAll();
    }

    /// The next does it.
    public void DoerDied()
    {
        Doer = Line.FirstOrDefault();
        if (Doer is not null) Wake(Doer);
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
        (attempt.Of, attempt.Since, attempt.DueAt, attempt.HasFailed) = (Mutex, Kernel.Now, null, false);
        if (!Plan.Morphs)
        {
            attempt.Phase = Phase.Woken;
            Kernel.GoOn(thread);
        }
        else Kernel.Morph(thread, Mutex);
    }
}
