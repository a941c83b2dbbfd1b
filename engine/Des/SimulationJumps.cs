namespace Timeslice.Des;

/// <content>Lets a target whose own events foretell each other take many of them at once.</content>
public sealed partial class Simulation
{
    // The end of the run; where events are run one by one, its start: nothing may be jumped.
    long horizon;

    /// <summary>Events that may still run before the limit.</summary>
    internal long EventsLeft => limits.Events - Events;

    /// <summary>
    /// Nothing happens after this instant and before this time, in nanoseconds, but events whose ids are among
    /// <paramref name="count"/> from <paramref name="first"/> on. It is now when this instant is not over.
    /// </summary>
    internal long QuietUntil(int first, int count) =>
        IsInstantOver && undecided == 0 ? Math.Min(horizon, future.EarliestBut(first, count)) : now;

    /// <summary>
    /// The clock moves to <paramref name="time"/>; what was due until then goes, since the caller, whose events these
    /// are, knows what came of them and of those that they would have led to: so many in all.
    /// </summary>
    internal void JumpTo(long time, long events)
    {
        while (future.NextTime <= time)
        {
            future.TryTake(out var gone);
            if (!targets[gone.Id >> NumberBits].IsLive(gone.Id & NumberMask, gone.Generation)) dead--;
        }
        Events += events;
        (now, inThisInstant, turnsOfInstant) = (time, 0, Turns(Population));
    }
}
