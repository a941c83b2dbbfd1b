using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Kernel;
using Timeslice.Plots.Lanes;

namespace Timeslice.Plots.Charts;

/// <summary>
/// Who runs on each CPU, what each thread does, and who holds and awaits each lock, over time, in one replication.
/// </summary>
/// <param name="from">Where the picture begins; by default at the beginning of the run.</param>
/// <param name="to">Where it ends; by default as late as single turns on the CPUs can still be told apart.</param>
/// <param name="threads">The most thread lanes; of further threads only the number is given.</param>
public sealed class Timeline(Duration? from = null, Duration? to = null, int threads = 24) : Chart
{
    public override string FileName => "timeline";

    public override Picture Draw(StudyResult study)
    {
        if (threads < 1) throw new ChartException($"threads is {threads}; it must be at least 1.");
        var run = study.Timeline;
        var recorded = Math.Min(run.End, run.RecordedUntil);
        var window = TimeWindow.Of(from, to, recorded, () => StoryWindow.End(run, from?.Nanoseconds ?? 0));
        var whole = window.Length >= run.End ? "the whole run, " : "";
        var part = window.Length >= run.End ? "" : $" of {TimeUnit.Text(run.End)}";
        var locks = run.Locks.Count > 0 ? ", who holds each lock" : "";
        var shows = $"Who runs on each CPU, what each thread does{locks} · {whole}{window}{part}";
        return new(Caption.OfOneRun(study, shows), Legend(run, window), new TimelineContent(run, window, threads));
    }

    /// <summary>The states that occur, so that no entry has to be looked for in vain.</summary>
    IReadOnlyList<LegendEntry> Legend(Experiments.Timeline run, TimeWindow window)
    {
        var legend = ThreadLanes.Legend(
            new ThreadOrder(run, window).First(threads)
                .SelectMany(thread => ThreadLanes.Segments(run.Threads[thread], window))).ToList();
        var turns = run.Cpus.SelectMany(cpu => Occupancy.Of(cpu, window.From).TakeWhile(o => o.From < window.To));
        if (turns.Any(o => o.Switching)) legend.Add(new("switching threads", Palette.Switching));
        if (run.Cpus.Count > 0) legend.Add(new("idle CPU", Palette.Idle));
        if (run.Locks.Any(l => LockStrips.Segments(l, window).Any(s => s is { Holders: > 1, Holder: < 0 })))
            legend.Add(new("lock with several holders", Palette.ManyHolders));
        return legend;
    }
}
