using Timeslice.Des;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel.RealTime;

/// <summary>
/// A task of the theory of real-time scheduling: a job of at most so much CPU time arrives once in each period.
/// </summary>
/// <remarks>
/// Jobs of one task are done in order of arrival, and none is dropped. Response times and deadlines count from the
/// arrival. A job whose time exceeds its deadline or its period is no error: the analyses say what comes of it.
/// </remarks>
public sealed record PeriodicTask
{
    /// <param name="name">For tables and messages.</param>
    /// <param name="wcet">The most CPU time that a job needs (C), above 0.</param>
    /// <param name="period">The least time between two arrivals (T), above 0.</param>
    /// <param name="deadline">
    /// From a job's arrival to when it must be done (D), above 0; the period unless given.
    /// </param>
    /// <param name="jitter">The most time from a job's arrival until it can run (J), from 0.</param>
    /// <param name="blocking">
    /// The longest that less urgent tasks hold up a job and those more urgent (B), from 0.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of its range.</exception>
    public PeriodicTask(string name, Duration wcet, Duration period, Duration? deadline = null,
        Duration jitter = default, Duration blocking = default)
    {
        (Name, Wcet, Period, Deadline) = (name, wcet, period, deadline ?? period);
        (Jitter, Blocking) = (jitter, blocking);
    }

    public string Name { get; init; }

    /// <summary>The most CPU time that a job needs (C).</summary>
    public Duration Wcet { get; init => field = Positive.Of(value, "wcet"); }

    /// <summary>The time between two arrivals of a periodic task, the least time of a sporadic one (T).</summary>
    public Duration Period { get; init => field = Positive.Of(value, "period"); }

    /// <summary>From a job's arrival to when it must be done (D).</summary>
    public Duration Deadline { get; init => field = Positive.Of(value, "deadline"); }

    /// <summary>The most time from a job's arrival until it can run (J).</summary>
    public Duration Jitter { get; init => field = NotNegative(value, "jitter"); }

    /// <summary>The longest that less urgent tasks hold up a job and those more urgent (B).</summary>
    public Duration Blocking { get; init => field = NotNegative(value, "blocking"); }

    /// <summary>The share of a CPU that the task needs: its utilization, C / T.</summary>
    public Load Load => new(Wcet.Nanoseconds, Period.Nanoseconds);

    /// <summary>
    /// The same task with what two switches cost added to each job: C' = C + 2 s.
    /// </summary>
    /// <remarks>
    /// Bounds of tasks so charged hold where a job runs from its arrival to its end without waiting for anything but
    /// a CPU. For a CPU switches only when a job arrives or ends. While it is busy with N jobs, from the first
    /// arrival to the last end, that makes 2 N − 1 switches, and one more was perhaps under way when it began: 2 N.
    /// (2 switches per job: Katcher, Arakawa and Strosnider, "Engineering and analysis of fixed priority schedulers",
    /// IEEE Trans. Software Eng. 19(9), 1993.)
    /// </remarks>
    /// <param name="switchCost">What one switch costs (s), from 0.</param>
    public PeriodicTask Charged(Duration switchCost) =>
        this with { Wcet = Wcet + 2 * NotNegative(switchCost, nameof(switchCost)) };

    /// <summary>The most jobs that can begin to run within so much time, the end excluded: ⌈(t + J) / T⌉.</summary>
    internal Int128 BegunBefore(Int128 time) =>
        (time + Jitter.Nanoseconds + Period.Nanoseconds - 1) / Period.Nanoseconds;

    /// <summary>
    /// The most jobs that can both begin and be due within so much time: ⌊(t + J − D) / T⌋ + 1, not below 0.
    /// </summary>
    internal Int128 DueBy(Int128 time)
    {
        var first = FirstDue;
        return time < first ? 0 : (time - first) / Period.Nanoseconds + 1;
    }

    /// <summary>When the first of these is due: D − J.</summary>
    internal Int128 FirstDue => (Int128)Deadline.Nanoseconds - Jitter.Nanoseconds;

    static Duration NotNegative(Duration value, string name) => value >= Duration.Zero
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "must be at least 0");
}
