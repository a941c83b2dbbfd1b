namespace Timeslice.Tests.Reference;

/// Any number of readers, or one writer.
sealed class NaiveReadWrite(NaiveKernel kernel, LockPlan plan) : NaiveLock(kernel, plan)
{
    NaiveThread? writer;

    public override IEnumerable<NaiveThread> Blockers(NaiveThread waiter) => writer is not null ? [writer]
        : !waiter.Attempt!.IsShared ? Holders
        : FirstWriter is { } first ? [first] : [];

    /// The writer for whom readers wait who could read with the others.
    NaiveThread? FirstWriter => Plan.Preferred == Preferred.Writer
        ? Line.Find(t => !t.Attempt!.IsShared)
        : Line.Find(t => t == Line[0] && !t.Attempt!.IsShared);

    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt)
    {
        if (writer is not null || !attempt.IsShared && Holders.Count > 0) return false;
        return Plan.Preferred switch
        {
            Preferred.Reader => attempt.IsShared || !Line.Exists(t => t.Attempt!.IsShared),
            Preferred.Writer => !attempt.IsShared || !Line.Exists(t => !t.Attempt!.IsShared),
            _ => Line.Count == 0,
        };
    }

    public override bool IsQuiet(NaiveThread thread, NaiveAttempt attempt) => IsToBeHadBy(thread, attempt);

    public override void Take(NaiveThread thread, NaiveAttempt attempt)
    {
        base.Take(thread, attempt);
        if (!attempt.IsShared) writer = thread;
    }

    public override void Release(NaiveThread thread)
    {
        if (!Holders.Contains(thread)) throw Kernel.ProgramFails();
        CountHold(thread);
        Holders.RemoveAt(Holders.LastIndexOf(thread));
        if (writer == thread) writer = null;
        Serve();
    }

    public override void Serve()
    {
        while (Next() is { } next) HandOver(next);
    }

    /// Who of the line goes on as things stand, or null.
    NaiveThread? Next()
    {
        if (writer is not null || Line.Count == 0) return null;
        var preferred = Plan.Preferred switch
        {
            Preferred.Reader => Line.Find(t => t.Attempt!.IsShared) ?? Line[0],
            Preferred.Writer => Line.Find(t => !t.Attempt!.IsShared) ?? Line[0],
            _ => Line[0],
        };
        return preferred.Attempt!.IsShared || Holders.Count == 0 ? preferred : null;
    }
}
