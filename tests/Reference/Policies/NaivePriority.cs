namespace Timeslice.Tests.Reference;

/// The highest priority first. With ageing, a level is worth that much waiting.
sealed class NaivePriority(Policy policy) : NaivePolicy
{
    public override bool HasSlices => true;
    public override bool IsPreemptive => policy.IsPreemptive;

    protected override bool IsBefore(NaiveThread one, NaiveThread other) =>
        policy.Ageing == 0 ? IsMoreUrgent(one, other) : KeyOf(one) < KeyOf(other);

    protected override bool IsMoreUrgent(NaiveThread one, NaiveThread other) =>
        one.Claims.Priority > other.Claims.Priority;

    protected override int Rest(NaiveThread thread, int ran) =>
        policy.Quantum == 0 ? int.MaxValue : RestOf(policy.Quantum, ran);

    long KeyOf(NaiveThread thread) => thread.ReadySince - (long)thread.Claims.Priority * policy.Ageing;
}
