namespace Timeslice.Tests.Reference;

/// The shortest next burst first (SJF, SPN); preemptive: the shortest rest of a burst (SRTF, STCF).
sealed class NaiveShortest(bool isPreemptive) : NaivePolicy
{
    public override bool Foresees => true;
    public override bool IsPreemptive => isPreemptive;
    protected override bool IsBefore(NaiveThread one, NaiveThread other) => one.Left < other.Left;
}
