using Timeslice.Experiments;
using Timeslice.Plots.Lanes;

namespace Timeslice.Plots.Locks;

/// <summary>A stretch of a row of a lock's lane: the same thread holds, or waits at the same place.</summary>
/// <param name="Thread">Its index, or −1 where it is not known who.</param>
/// <param name="Count">How many of them, where a row stands for several.</param>
readonly record struct Stay(long From, long To, int Thread, bool Spins = false, int Count = 1);

/// <summary>What a lock's lane shows within a window: rows of holders, and rows of those in line.</summary>
sealed class LockScene
{
    const int MostHolders = 8, MostLocks = 8;

    readonly LockSegment[] segments;

    public LockScene(LockLane held, TimeWindow window)
    {
        Lane = held;
        segments = [.. LockStrips.Segments(held, window)];
        MostWaiting = LockStrips.MostWaiters(held, window);
        Waited = segments.Sum(s => (double)s.Waiters * (Math.Min(s.To, window.To) - Math.Max(s.From, window.From)));
        var holders = segments.Select(s => s.Holders).DefaultIfEmpty().Max();
        IsCrowd = holders > MostHolders || held.Permits > 0 && segments.Any(s => s.HeldBy.Count < s.Holders);
        HolderRows = held.Permits == 0 ? 0 : IsCrowd ? 1 : Math.Max(1, holders);
    }

    public LockLane Lane { get; }

    /// <summary>The most that wait at a time.</summary>
    public int MostWaiting { get; }

    /// <summary>How long all waiters together waited.</summary>
    public double Waited { get; }

    /// <summary>There are too many holders for a row each, or not all are known: one row says how many.</summary>
    public bool IsCrowd { get; }

    public int HolderRows { get; }

    /// <summary>Those at which most is waited, in the order of the file.</summary>
    public static IReadOnlyList<LockScene> Busiest(IReadOnlyList<LockScene> all)
    {
        var shown = all.OrderByDescending(scene => scene.Waited).Take(MostLocks).ToHashSet();
        return [.. all.Where(shown.Contains)];
    }

    /// <summary>The rows of holders: who holds stays in its row for as long as it does.</summary>
    public IReadOnlyList<List<Stay>> Holders()
    {
        var rows = Rows(HolderRows);
        if (HolderRows == 0) return rows;
        var slots = new int?[HolderRows];
        foreach (var segment in segments.Where(s => s.Holders > 0))
        {
            if (IsCrowd)
            {
                Add(rows[0], new(segment.From, segment.To, -1, Count: segment.Holders));
                continue;
            }
            Seat(slots, segment.HeldBy);
            for (var row = 0; row < slots.Length; row++)
                if (slots[row] is { } thread) Add(rows[row], new(segment.From, segment.To, thread));
        }
        return rows;
    }

    /// <summary>The rows of the line, the head first.</summary>
    public IReadOnlyList<List<Stay>> Waiters(int most)
    {
        var rows = Rows(Math.Min(most, MostWaiting));
        foreach (var segment in segments)
            for (var place = 0; place < Math.Min(rows.Length, segment.Line.Count); place++)
                Add(rows[place], new(segment.From, segment.To, segment.Line[place], segment.Spins(place)));
        return rows;
    }

    /// <summary>A row in which nobody is told apart by spinning or not.</summary>
    public static List<Stay> Whole(List<Stay> row)
    {
        var whole = new List<Stay>();
        foreach (var stay in row) Add(whole, stay with { Spins = false });
        return whole;
    }

    static void Seat(int?[] slots, IReadOnlyList<int> holders)
    {
        var standing = holders.ToList();
        for (var row = 0; row < slots.Length; row++)
            if (slots[row] is { } sitting && !standing.Remove(sitting)) slots[row] = null;
        for (var row = 0; row < slots.Length && standing.Count > 0; row++)
            if (slots[row] is null)
            {
                slots[row] = standing[0];
                standing.RemoveAt(0);
            }
    }

    static List<Stay>[] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<Stay>())];

    static void Add(List<Stay> row, Stay stay)
    {
        if (row.Count > 0 && row[^1] is var last && last.To == stay.From && last with { From = 0, To = 0 }
            == stay with { From = 0, To = 0 }) row[^1] = last with { To = stay.To };
        else row.Add(stay);
    }
}
