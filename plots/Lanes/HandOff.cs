using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>A thread gives a lock back, and another that waited for it gets it or is woken to try.</summary>
/// <param name="From">The index of who gave it back.</param>
/// <param name="To">The index of who waited.</param>
readonly record struct HandOff(long At, int From, int To)
{
    // More arrows than these hide what they are to explain.
    const int MostReadable = 32;

    /// <summary>Those between the threads of the first lanes within a window; none where they are too many to be
    /// read.</summary>
    public static IReadOnlyList<HandOff> Readable(
        Timeline run, TimeWindow window, ThreadOrder order, int lanes)
    {
        HandOff[] all =
        [
            .. run.Locks.SelectMany(held => Of(held, window))
                .Where(its => order.LaneOf(its.From) < lanes && order.LaneOf(its.To) < lanes)
                .Take(MostReadable + 1),
        ];
        return all.Length > MostReadable ? [] : all;
    }

    /// <summary>Those at one lock. Who gave it back is known where it is one alone.</summary>
    public static IEnumerable<HandOff> Of(LockLane held, TimeWindow window)
    {
        LockSegment? open = null;
        foreach (var segment in LockStrips.Segments(held, window))
        {
            if (open is { } last)
                foreach (var handOff in Between(last, last.To == segment.From ? segment : default))
                    yield return handOff;
            open = segment;
        }
        if (open is { } end && end.To < window.To)
            foreach (var handOff in Between(end, default)) yield return handOff;
    }

    static IEnumerable<HandOff> Between(LockSegment before, LockSegment after)
    {
        if (before.HeldBy.Except(after.HeldBy).ToArray() is not [>= 0 and var giver]) yield break;
        // Whom a newcomer has pushed out of sight has not left.
        var allSeen = after.Line.Count == after.Waiters;
        foreach (var waiter in before.Line.Except(after.Line))
            if (waiter >= 0 && waiter != giver && (allSeen || after.HeldBy.Contains(waiter)))
                yield return new(before.To, giver, waiter);
    }
}
