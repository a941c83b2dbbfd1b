using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>The scheduling policy of one thread under Linux: sched(7).</summary>
public abstract record LinuxPolicy
{
    private protected LinuxPolicy() { }
}

/// <summary>SCHED_OTHER: a fair share by nice. What a thread has that says nothing.</summary>
public sealed record NormalPolicy : LinuxPolicy;

/// <summary>SCHED_BATCH: a fair share by nice; waking up it takes nobody's CPU.</summary>
public sealed record BatchPolicy : LinuxPolicy;

/// <summary>SCHED_IDLE: a fair share of weight 3, against 1024 at nice 0; others take its CPU as they wake up.</summary>
public sealed record IdlePolicy : LinuxPolicy;

/// <summary>SCHED_FIFO: before all fair ones, by priority; runs until it blocks, yields or a more urgent one is
/// ready.</summary>
/// <param name="Priority">From 1 to 99, the most urgent.</param>
public sealed record FifoPolicy(int Priority) : LinuxPolicy
{
    public int Priority { get; } = Priority is >= 1 and <= 99 ? Priority
        : throw new ArgumentOutOfRangeException(nameof(Priority), Priority, "must be from 1 to 99");
}

/// <summary>SCHED_RR: as SCHED_FIFO, but those of one priority take turns.</summary>
/// <param name="Priority">From 1 to 99, the most urgent.</param>
public sealed record RrPolicy(int Priority) : LinuxPolicy
{
    public int Priority { get; } = Priority is >= 1 and <= 99 ? Priority
        : throw new ArgumentOutOfRangeException(nameof(Priority), Priority, "must be from 1 to 99");
}

/// <summary>SCHED_DEADLINE: before all others, by deadline; CPU time is reserved for it, and no more is given.</summary>
public sealed record DeadlinePolicy : LinuxPolicy
{
    /// <param name="runtime">CPU time in each period, above 0.</param>
    /// <param name="deadline">Within which it is given, from its wake-up; at least the runtime.</param>
    /// <param name="period">At least the deadline; the deadline when left out.</param>
    public DeadlinePolicy(Duration runtime, Duration deadline, Duration? period = null)
    {
        Runtime = Positive.Of(runtime, nameof(runtime));
        Deadline = deadline >= runtime ? deadline
            : throw new ArgumentOutOfRangeException(nameof(deadline), deadline, "must not be below the runtime");
        Period = (period ?? deadline) >= deadline ? period ?? deadline
            : throw new ArgumentOutOfRangeException(nameof(period), period, "must not be below the deadline");
    }

    public Duration Runtime { get; }
    public Duration Deadline { get; }
    public Duration Period { get; }
}
