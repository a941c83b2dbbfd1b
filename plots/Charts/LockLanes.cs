using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Plots.Lanes;
using Timeslice.Plots.Locks;

namespace Timeslice.Plots.Charts;

/// <summary>
/// Who holds each lock and who waits for it, in the order of its line, over time, in one replication: the holders as
/// bars, below them a thin bar for each waiter. Along the lower edge of a holder's bar stands what it does meanwhile.
/// </summary>
/// <param name="locks">
/// Their names; that of an array stands for all its locks, and one without its machine for those of all machines. Left
/// out: those at which most is waited, as many as fit.
/// </param>
/// <param name="from">Where the picture begins; by default some turns before the longest line.</param>
/// <param name="to">Where it ends; by default as late as single turns can still be told apart.</param>
public sealed class LockLanes(IReadOnlyList<string>? locks = null, Duration? from = null, Duration? to = null) : Chart
{
    public override string FileName => "lock-lanes";

    public override Picture Draw(StudyResult study)
    {
        var run = study.Timeline;
        var chosen = Chosen(run.Locks);
        var recorded = Math.Min(run.End, run.RecordedUntil);
        var window = from is null && to is null ? LockStory.Window(chosen, recorded)
            : TimeWindow.Of(from, to, recorded, () => LockStory.End(chosen, from?.Nanoseconds ?? 0, recorded));
        IReadOnlyList<LockScene> scenes = [.. chosen.Select(held => new LockScene(held, window))];
        if (locks is null) scenes = LockScene.Busiest(scenes);
        var part = window.Length >= run.End ? $"the whole run, {window}" : $"{window} of {TimeUnit.Text(run.End)}";
        var content = new LockLanesContent(run, scenes, window, run.Locks.Count - scenes.Count);
        return new(Caption.OfOneRun(study, $"Who holds each lock, and who waits in its line · {part}"),
            content.Legend, content);
    }

    IReadOnlyList<LockLane> Chosen(IReadOnlyList<LockLane> all)
    {
        if (all.Count == 0)
            throw new ChartException("lock-lanes shows who holds locks and who waits, but this run has no lock.");
        if (locks is null) return all;
        foreach (var name in locks)
            if (!all.Any(held => Means(name, held)))
                throw new ChartException($"locks names '{name}', which is no lock of this run; "
                    + $"its locks are {string.Join(", ", all.Select(held => held.FullName))}.");
        return [.. all.Where(held => locks.Any(name => Means(name, held)))];
    }

    static bool Means(string name, LockLane held) =>
        held.Name == name || held.FullName == name
            || held.Name.StartsWith($"{name}[", StringComparison.Ordinal)
            || held.FullName.StartsWith($"{name}[", StringComparison.Ordinal);
}
