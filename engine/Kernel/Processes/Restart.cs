using Timeslice.Des;

namespace Timeslice.Kernel.Processes;

/// <summary>After which ends a process is started again.</summary>
public enum RestartAfter
{
    /// <summary>After a status other than 0: a crash, a signal, an exit that says so.</summary>
    Failure,

    /// <summary>After any.</summary>
    Always,
}

/// <summary>
/// A declared process is started again when it has ended: with another number, fresh memory, and all its threads from
/// the beginning.
/// </summary>
/// <param name="on">After which ends.</param>
/// <param name="delay">How long after the end its threads start.</param>
/// <param name="most">How often at most; for ever when left out.</param>
public sealed class Restart(RestartAfter on = RestartAfter.Failure, Duration delay = default, long? most = null)
{
    /// <summary>How long after the end its threads start.</summary>
    public Duration Delay { get; } = delay >= Duration.Zero
        ? delay
        : throw new ArgumentOutOfRangeException(nameof(delay), delay, "must not be negative");

    readonly long most = most is null or >= 1
        ? most ?? long.MaxValue
        : throw new ArgumentOutOfRangeException(nameof(most), most, "must be at least 1");

    internal bool Follows(int status, long restarts) =>
        (on == RestartAfter.Always || status != 0) && restarts < most;
}
