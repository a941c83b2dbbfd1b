namespace Timeslice.Des;

/// <summary>How and when a run ended.</summary>
/// <param name="Evidence">For people: what was going on, when the run did not end as asked.</param>
public sealed record Ending(EndReason Reason, Instant At, string? Evidence = null);

/// <summary>Why a run ended.</summary>
public enum EndReason
{
    /// <summary>No event is left.</summary>
    Done,

    /// <summary>The time that was asked for has come.</summary>
    TimeReached,

    /// <summary>The model stopped the run.</summary>
    Stopped,

    /// <summary>Threads wait for each other, or for something that never comes.</summary>
    Deadlock,

    /// <summary>A limit was reached: events, events in one instant, threads, or the end of time.</summary>
    LimitReached,

    /// <summary>A simulated program did what its kernel refuses, such as unlocking what it does not hold.</summary>
    ProgramError,
}
