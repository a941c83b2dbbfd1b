using Timeslice.Des;
using Timeslice.Kernel.RealTime;

namespace Timeslice.Kernel.Scheduling;

/// <summary>What a thread may claim from a scheduler. Each policy heeds what concerns it.</summary>
public sealed record Terms
{
    // sched_prio_to_weight in kernel/sched/core.c of Linux: each step of nice is worth about 10 % of a CPU.
    static readonly int[] weights =
    [
        88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916,
        9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277,
        1024, 820, 655, 526, 423, 335, 272, 215, 172, 137,
        110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
    ];

    public static readonly Terms Default = new();

    /// <summary>From −20 (most) to 19 (least); 0 when left out.</summary>
    public int Nice
    {
        get;
        init => field = value is >= -20 and <= 19 ? value
            : throw new ArgumentOutOfRangeException(nameof(Nice), value, "must be from -20 to 19");
    }

    /// <summary>Shares for proportional-share policies, from 1; what nice is worth when left out.</summary>
    public int? Tickets
    {
        get;
        init => field = value is null or (>= 1 and <= 1_000_000) ? value
            : throw new ArgumentOutOfRangeException(nameof(Tickets), value, "must be from 1 to 1000000");
    }

    /// <summary>What its share of a CPU is proportional to: its tickets, else by nice (1024 at 0).</summary>
    public int Weight => Tickets ?? weights[Nice + 20];

    /// <summary>The higher, the more urgent; 0 when left out.</summary>
    public int Priority { get; init; }

    /// <summary>
    /// When it is released: each release is a job, which goes through the program once. Left out, it is no recurring
    /// task.
    /// </summary>
    public Release? Release { get; init; }

    /// <summary>The least time between two of its jobs; null when there is none.</summary>
    public Duration? Period
    {
        get => field ?? (Release is { Separation: var least } && least > Duration.Zero ? least : null);
        internal init;
    }

    /// <summary>
    /// The time that it has, or each of its jobs from its release; the period when left out. Above 0.
    /// </summary>
    public Duration? Deadline
    {
        get => field ?? Period;
        init => field = value is null || value > Duration.Zero ? value
            : throw new ArgumentOutOfRangeException(nameof(Deadline), value, "must be above 0");
    }

    /// <summary>
    /// The most CPU time that a job takes, for the analysis; what its program needs at most when left out, where that
    /// only computes. Above 0.
    /// </summary>
    public Duration? Wcet
    {
        get;
        init => field = value is null || value > Duration.Zero ? value
            : throw new ArgumentOutOfRangeException(nameof(Wcet), value, "must be above 0");
    }

    /// <summary>The CPUs on which it may run; all when left out.</summary>
    public CpuSet? Affinity { get; init; }

    /// <summary>With whom it shares what the group gets; left out, it claims a share of its own.</summary>
    public Group? Group { get; init; }

    /// <summary>Its scheduling policy under Linux; normal when left out.</summary>
    public LinuxPolicy? Policy { get; init; }
}
