namespace Timeslice.Tests.Reference;

/// Who waits for it burns its CPU.
sealed class NaiveSpinLock(NaiveKernel kernel, LockPlan plan) : NaiveLock(kernel, plan)
{
    bool IsInTurn => Plan.Spinning != Spinning.TestAndSet;

    public override int SpinOf => NaiveKernel.ForEver;

    public override IEnumerable<NaiveThread> Blockers(NaiveThread waiter) => Holders;

    public override bool IsToBeHadBy(NaiveThread thread, NaiveAttempt attempt) => Holders.Count == 0;

    public override bool IsQuiet(NaiveThread thread, NaiveAttempt attempt) => true;

    public override void Release(NaiveThread thread)
    {
        if (!Holders.Contains(thread)) throw Kernel.ProgramFails();
        CountHold(thread);
        Holders.Clear();
        var next = IsInTurn ? Spinners.FirstOrDefault() : Spinners.Find(Kernel.SpinsOnCpu);
        if (next is not null) Kernel.StopsSpinning(next);
    }

    /// What the line costs that comes from the CPU that gave it back, with so many who want it.
    public int Transfer(int line, int spinners) => Plan.Spinning switch
    {
        Spinning.Ticket => line * (spinners + 1) / 2,
        Spinning.Mcs => line,
        _ => line * (spinners + 1),
    };
}
