using Timeslice.Experiments;
using Timeslice.Plots.Lanes;

namespace Timeslice.Plots.Locks;

/// <summary>Chooses the stretch of a run around the longest lines, as much of it as can be read.</summary>
static class LockStory
{
    // Of these locks together: holders that follow one another, and half of them before the longest line.
    const int Turns = 60;

    /// <summary>The stretch in which the most threads wait at these locks, and what led to it.</summary>
    public static TimeWindow Window(IReadOnlyList<LockLane> locks, long recorded)
    {
        var starts = Starts(locks);
        if (recorded <= 0 || starts.Count == 0) return new(0, Math.Max(1, recorded));
        var place = starts.BinarySearch(Peak(locks));
        if (place < 0) place = ~place;
        var from = starts[Math.Max(0, place - Turns / 2)];
        if (place <= Turns / 2) from = 0;
        var last = Math.Max(place, Turns / 2) + Turns / 2;
        var to = last < starts.Count ? starts[last] : recorded;
        if (to - from >= 0.85 * recorded) return new(0, recorded);
        // Begins at a round number.
        var step = (long)Math.Max(1, Numbers.NiceStep((to - from) / 100.0));
        return new(from / step * step, to);
    }

    /// <summary>As many turns from a time on.</summary>
    public static long End(IReadOnlyList<LockLane> locks, long from, long recorded) =>
        Starts(locks).Where(start => start >= from).Skip(Turns).Append(recorded).First();

    /// <summary>When somebody came to hold a lock, or went on from one that nobody holds; in order of time.</summary>
    static List<long> Starts(IReadOnlyList<LockLane> locks)
    {
        var starts = new List<long>();
        foreach (var held in locks)
        {
            var before = default(LockSegment);
            foreach (var segment in held.Segments)
            {
                var follows = before.To == segment.From;
                if (held.Permits == 0 ? !follows : !follows || !before.HeldBy.SequenceEqual(segment.HeldBy))
                    starts.Add(segment.From);
                before = segment;
            }
        }
        starts.Sort();
        return starts;
    }

    static long Peak(IReadOnlyList<LockLane> locks)
    {
        var changes = locks.Where(held => held.Permits > 0 || locks.All(its => its.Permits == 0))
            .SelectMany(held => held.Segments)
            .SelectMany(s => (ReadOnlySpan<(long, int)>)[(s.From, s.Waiters), (s.To, -s.Waiters)] is var both
                ? both.ToArray() : [])
            .OrderBy(change => change.Item1).ThenBy(change => change.Item2);
        var (waiting, most, peak) = (0, -1, 0L);
        foreach (var (at, change) in changes)
        {
            waiting += change;
            if (waiting > most) (most, peak) = (waiting, at);
        }
        return peak;
    }
}
