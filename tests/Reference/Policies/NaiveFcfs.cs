namespace Timeslice.Tests.Reference;

/// First come, first served; with a quantum, in turns.
sealed class NaiveFcfs(int quantum = 0) : NaivePolicy
{
    public override bool HasSlices => quantum > 0;
    protected override bool IsBefore(NaiveThread one, NaiveThread other) => false;
    protected override int Rest(NaiveThread thread, int ran) => RestOf(quantum, ran);
}
