namespace Timeslice.Kernel.Locks;

/// <summary>How an operation that may block has ended.</summary>
public enum Outcome : sbyte
{
    /// <summary>A signal came, as <see cref="Processes.Errno.Interrupted"/> says.</summary>
    Interrupted = -4,

    /// <summary>The time was up, or there was none to wait and it was not to be had.</summary>
    TimedOut = 0,

    /// <summary>It has what it asked for.</summary>
    Got = 1,

    /// <summary>It has what it asked for, from an owner who died with it.</summary>
    OwnerDied = 2,
}
