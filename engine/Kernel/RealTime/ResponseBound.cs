using Timeslice.Des;

namespace Timeslice.Kernel.RealTime;

/// <summary>The longest that a job of a task can take from its arrival to its end.</summary>
/// <param name="Task">The task, as it was analysed.</param>
/// <param name="Worst">
/// Null when there is no longest one (the CPU is overloaded), when it is beyond 292 years, or when the analysis has
/// reached its limit.
/// </param>
/// <param name="Verdict">Whether every job of the task meets its deadline.</param>
public sealed record ResponseBound(PeriodicTask Task, Duration? Worst, Verdict Verdict)
{
    /// <summary>The verdict on tasks together.</summary>
    public static Verdict Together(IReadOnlyCollection<ResponseBound> bounds) =>
        bounds.Any(bound => bound.Verdict == Verdict.NotSchedulable) ? Verdict.NotSchedulable
        : bounds.All(bound => bound.Verdict == Verdict.Schedulable) ? Verdict.Schedulable
        : Verdict.Unknown;

    /// <summary>A task on an overloaded CPU: its responses grow without end.</summary>
    internal static ResponseBound Unbounded(PeriodicTask task) => new(task, null, Verdict.NotSchedulable);

    /// <summary>What is known of a task when nobody has looked.</summary>
    internal static ResponseBound Unknown(PeriodicTask task) => new(task, null, Verdict.Unknown);

    /// <summary>The longest found; of all there are, if the search is complete.</summary>
    internal static ResponseBound Found(PeriodicTask task, Int128 longest, bool isComplete) => new(task,
        isComplete && longest <= long.MaxValue ? new((long)longest) : null,
        longest > task.Deadline.Nanoseconds ? Verdict.NotSchedulable
        : isComplete ? Verdict.Schedulable
        : Verdict.Unknown);
}
