namespace Timeslice.Tests.Reference;

/// The naive policy of a description.
static class NaivePolicies
{
    public static NaivePolicy Make(Policy policy) => policy.Kind switch
    {
        Kind.Fcfs => new NaiveFcfs(),
        Kind.RoundRobin => new NaiveFcfs(policy.Quantum),
        Kind.Sjf => new NaiveShortest(isPreemptive: false),
        Kind.Srtf => new NaiveShortest(isPreemptive: true),
        Kind.Hrrn => new NaiveHrrn(),
        Kind.Priority => new NaivePriority(policy),
        Kind.Feedback => new NaiveFeedback(policy),
        Kind.Mlfq => new NaiveMlfq(policy),
        Kind.Stride => new NaiveStride(policy.Quantum),
        Kind.Edf => new NaiveRealTime(NaiveRealTime.DeadlineOf),
        Kind.RateMonotonic => new NaiveRealTime(NaiveRealTime.PeriodOf),
        Kind.DeadlineMonotonic => new NaiveRealTime(NaiveRealTime.RelativeDeadlineOf),
        Kind.Llf => new NaiveLlf(policy.Quantum),
        _ => throw new InvalidOperationException($"{policy}"),
    };
}
