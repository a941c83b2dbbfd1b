namespace Timeslice.Tests.Reference;

/// Stallings' feedback: who uses up a slice goes down a queue, where slices may be longer.
sealed class NaiveFeedback(Policy policy) : NaivePolicy
{
    const int Lowest = 20;

    public override bool HasSlices => true;

    protected override void Arrive(NaiveThread thread, How how)
    {
        if (how is How.Born or How.Woken) thread.Level = 0;
        if (how == How.SliceOver) thread.Level = Math.Min(thread.Level + 1, Lowest);
    }

    protected override bool IsBefore(NaiveThread one, NaiveThread other) => one.Level < other.Level;

    protected override int Rest(NaiveThread thread, int ran)
    {
        var slice = policy.Quantum;
        for (var level = 0; level < thread.Level; level++) slice *= policy.Growth;
        return RestOf(slice, ran);
    }
}
