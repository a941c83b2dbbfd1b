namespace Timeslice.Tests.Reference;

/// The least laxity first: the time until the deadline, less the CPU time that is still needed.
sealed class NaiveLlf(int quantum) : NaivePolicy
{
    public override bool Foresees => true;
    public override bool HasSlices => true;
    public override bool IsPreemptive => true;
    protected override bool IsBefore(NaiveThread one, NaiveThread other) => LaxityOf(one) < LaxityOf(other);
    protected override int Rest(NaiveThread thread, int ran) => RestOf(quantum, ran);

    long LaxityOf(NaiveThread thread) =>
        thread.DeadlineOf == long.MaxValue ? long.MaxValue : thread.DeadlineOf - Now - thread.Left;
}
