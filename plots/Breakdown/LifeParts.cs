using Timeslice.Experiments;
using Timeslice.Kernel;

namespace Timeslice.Plots.Breakdown;

/// <summary>
/// What the time of threads is divided into: running, spinning, ready, blocked on each of the locks at which most time
/// went and on all others, asleep, waiting for others to end.
/// </summary>
sealed class LifeParts
{
    static readonly LegendEntry[] Before =
    [
        new("running (user)", Palette.RunningUser), new("running (system)", Palette.RunningSystem),
        new("spinning", Palette.Spinning), new("ready", Palette.Ready),
    ];
    static readonly LegendEntry[] After =
    [
        new("waiting for IO", Palette.BlockedOnIO), new("sleeping", Palette.Sleeping),
        new("waiting for others to end", Palette.BlockedOnJoin), new("stopped", Palette.Stopped),
    ];

    readonly int[] placeOf;
    readonly bool hasOthers;

    public LifeParts(Timeline run)
    {
        var blocked = new long[run.Locks.Count];
        foreach (var segment in run.Threads.SelectMany(thread => thread.Segments))
            if (segment is { State: ThreadState.BlockedOnLock, Lock: >= 0 })
                blocked[segment.Lock] += segment.To - segment.From;
        int[] ranked = [.. Enumerable.Range(0, blocked.Length).Where(its => blocked[its] > 0)
            .OrderByDescending(its => blocked[its])];
        // One that stands alone among the others has its own name.
        var named = ranked.Length <= Palette.LockCount + 1 ? ranked.Length : Palette.LockCount;
        hasOthers = named < ranked.Length;
        placeOf = [.. Enumerable.Range(0, blocked.Length).Select(its =>
            Math.Min(Math.Max(0, Array.IndexOf(ranked, its)), named))];
        Legend =
        [
            .. Before,
            .. ranked.Take(named).Select((its, place) =>
                new LegendEntry(run.Locks[its].FullName, Palette.BlockedOn(place))),
            .. hasOthers ? [new LegendEntry("other locks", Palette.BlockedOn(named))] : Array.Empty<LegendEntry>(),
            .. After,
        ];
        Locks = named + (hasOthers ? 1 : 0);
    }

    /// <summary>One entry for each part, in the order in which they are stacked.</summary>
    public IReadOnlyList<LegendEntry> Legend { get; }

    /// <summary>How many of the parts are about locks.</summary>
    public int Locks { get; }

    public bool IsLock(int part) => part >= Before.Length && part < Before.Length + Locks;

    public int PartOf(ThreadSegment segment) => segment.IsSpinning ? 2 : segment.State switch
    {
        ThreadState.RunningUser => 0,
        ThreadState.RunningSystem => 1,
        ThreadState.BlockedOnLock => Before.Length + placeOf[segment.Lock],
        ThreadState.BlockedOnIO => Before.Length + Locks,
        ThreadState.Sleeping => Before.Length + Locks + 1,
        ThreadState.BlockedOnJoin => Before.Length + Locks + 2,
        ThreadState.Stopped => Before.Length + Locks + 3,
        _ => 3,
    };

    /// <summary>The rows of threads, or of their kinds where there are more threads than rows.</summary>
    public IReadOnlyList<LifeRow> Rows(Timeline run, int most)
    {
        var processes = run.Threads.Select(thread => thread.Process).Distinct().Count();
        var isByKind = run.Threads.Count > most;
        var groups = run.Threads.Index().GroupBy(its =>
            isByKind ? (its.Item.Process, its.Item.Kind) : ($"{its.Index}", its.Item.Name));
        return [.. groups.Select(group =>
        {
            var first = group.First().Item;
            var name = isByKind ? first.Kind : first.Name;
            var says = processes == 1 || name.StartsWith(first.Process, StringComparison.Ordinal);
            return RowOf(says ? name : $"{first.Process}/{name}", [.. group.Select(its => its.Item)]);
        })];
    }

    public LifeRow RowOf(string name, IReadOnlyList<ThreadLane> threads)
    {
        var times = new long[Legend.Count];
        foreach (var segment in threads.SelectMany(thread => thread.Segments))
            if (segment.State != ThreadState.Exited) times[PartOf(segment)] += segment.To - segment.From;
        return new(Wording.Clean(name), threads.Count, times);
    }
}
