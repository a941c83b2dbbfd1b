namespace Timeslice.Tests.Reference;

/// One writer at a time; readers look and look again.
sealed class NaiveSequence(NaiveKernel kernel, LockPlan plan) : NaiveLock(kernel, plan)
{
    /// Writes so far, half ones too.
    public int Version { get; private set; }

    /// Whether who began to read at a version has seen more than one state.
    public bool IsTorn(int begun) => begun != Version || Version % 2 == 1;

    public override IEnumerable<NaiveThread> Blockers(NaiveThread waiter) => Holders;

    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt) => Holders.Count == 0;

    public override void Take(NaiveThread thread, NaiveAttempt attempt)
    {
        base.Take(thread, attempt);
        Version++;
    }

    public override void Release(NaiveThread thread)
    {
        if (!Holders.Contains(thread)) throw Kernel.ProgramFails();
        CountHold(thread);
        Holders.Clear();
        Version++;
        Serve();
    }

    public override void Serve()
    {
        if (Holders.Count == 0 && Line.Count > 0) HandOver(Line[0]);
    }
}
