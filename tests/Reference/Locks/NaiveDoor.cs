namespace Timeslice.Tests.Reference;

/// Mutexes and semaphores: a number of holders, one of them where it has an owner.
sealed class NaiveDoor(NaiveKernel kernel, LockPlan plan) : NaiveLock(kernel, plan)
{
    readonly bool isMutex = plan.Kind == LockKind.Mutex;
    readonly int permits = plan.Kind == LockKind.Mutex ? 1 : plan.Number;

    // Drepper's word of a barging mutex: 0 free, 1 taken, 2 taken and perhaps waited for.
    int word, missing = plan.Missing, depth;
    bool ownerDied;

    public override int Taken => Holders.Count + missing;
    public override bool WakesOnRelease => isMutex && Plan.IsBarging ? word == 2 : base.WakesOnRelease;
    public override int SpinOf => Plan.Spin;

    public override IEnumerable<NaiveThread> Blockers(NaiveThread waiter) => isMutex ? Holders : [];

    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt) =>
        Plan.IsRecursive && Holders.Contains(thread)
        || Taken < permits && (Plan.IsBarging || Line.Count == 0);

    // Who spins first stays in user mode.
    public override bool IsQuiet(NaiveThread thread, NaiveAttempt attempt) =>
        Plan.Spin > 0 || Plan.IsRecursive && Holders.Contains(thread)
        || (Plan.IsBarging ? IsToBeHadBy(thread, attempt) : base.IsQuiet(thread, attempt));

    public override void Take(NaiveThread thread, NaiveAttempt attempt)
    {
        if (isMutex && Holders.Contains(thread))
        {
            depth++;
            attempt.Phase = Phase.Granted;
            return;
        }
        base.Take(thread, attempt);
        depth = Math.Max(1, attempt.Depth);
        word = attempt.WasWoken ? 2 : 1;
        attempt.OwnerDied |= ownerDied;
        ownerDied = false;
    }

    /// Somebody goes to the line because it is taken.
    public void MarkAsWaitedFor() => word = 2;

    public override void Release(NaiveThread thread)
    {
        if (isMutex ? !Holders.Contains(thread) : Taken == 0) throw Kernel.ProgramFails();
        if (isMutex && --depth > 0) return;
        LastCpu = thread.Last;
        if (Holders.Contains(thread))
        {
            CountHold(thread);
            Holders.RemoveAt(Holders.LastIndexOf(thread));
        }
        else if (Holders.Count > 0) Holders.RemoveAt(0);
        else missing--;
        Freed();
    }

    /// Gives back what a thread has of a mutex, however often it took it.
    public int ReleaseEntirely(NaiveThread thread)
    {
        var times = depth;
        depth = 1;
        Release(thread);
        return times;
    }

    public bool IsOwnedBy(NaiveThread thread) => Holders.Contains(thread);

    void Freed()
    {
        if (!Plan.IsBarging) Serve();
        else
        {
            if (!isMutex || word == 2) WakeFirst();
            word = 0;
            ServeSpinners();
        }
    }

    public override void Serve()
    {
        if (Plan.IsBarging) return;
        while (Taken < permits && Line.Count > 0) HandOver(Line[0]);
        ServeSpinners();
    }

    void ServeSpinners()
    {
        foreach (var spinner in Spinners.ToList())
            if (IsToBeHadBy(spinner, spinner.Attempt!) && Kernel.SpinsOnCpu(spinner)) Kernel.StopsSpinning(spinner);
    }

    void WakeFirst()
    {
        if (Line.Count == 0) return;
        var first = Line[0];
        Line.RemoveAt(0);
        (first.Attempt!.Phase, first.Attempt.WasWoken) = (Phase.Woken, true);
        Kernel.GoOn(first);
    }

    public override void Leave(NaiveThread thread, Phase was)
    {
        base.Leave(thread, was);
        // A wake-up that comes to nothing goes to the next, or it would be lost.
        if (was == Phase.Woken && thread.Attempt!.WasWoken) WakeFirst();
    }

    public override void LoseHolder(NaiveThread thread)
    {
        if (!isMutex) return;
        base.LoseHolder(thread);
        if (!Plan.IsRobust) return;
        Holders.Remove(thread);
        ownerDied = true;
        Freed();
    }
}
