namespace Timeslice.Tests.Reference;

/// Stride scheduling: CPU time moves a thread on, the slower the greater its weight; the last in the race goes first.
sealed class NaiveStride(int quantum) : NaivePolicy
{
    long front;

    public override bool HasSlices => true;

    public override void Ran(NaiveThread thread, int time) =>
        thread.Pass += ((long)time << 30) / thread.Claims.Weight;

    protected override void Arrive(NaiveThread thread, How how)
    {
        if (how == How.Born) thread.Pass = front;
        if (how is How.Woken or How.Moved) thread.Pass = Math.Max(thread.Pass, front);
    }

    protected override bool IsBefore(NaiveThread one, NaiveThread other) => one.Pass < other.Pass;
    protected override void Picked(NaiveThread thread) => front = thread.Pass;
    protected override int Rest(NaiveThread thread, int ran) => RestOf(quantum, ran);
}
