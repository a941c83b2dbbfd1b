using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>The most CPU time of operations one after the other: what is beyond 292 years is no bound.</summary>
static class WorstCpuTimes
{
    public static Duration? WorstCpuTime(this IReadOnlyList<Operation> operations) => operations
        .Aggregate<Operation, Duration?>(Duration.Zero, (sum, next) => sum?.Plus(next.WorstCpuTime));

    /// <summary>The most CPU time of any of several.</summary>
    public static Duration? WorstOf(IReadOnlyList<IReadOnlyList<Operation>> alternatives) => alternatives
        .Select(WorstCpuTime)
        .Aggregate((worst, next) => worst is null || next is null ? null : worst > next ? worst : next);

    public static Duration? Times(this Duration once, long times) => Bounded((Int128)once.Nanoseconds * times);

    static Duration? Plus(this Duration one, Duration? other) =>
        other is { } more ? Bounded((Int128)one.Nanoseconds + more.Nanoseconds) : null;

    static Duration Bounded(Int128 nanoseconds) => new((long)Int128.Min(nanoseconds, long.MaxValue));
}
