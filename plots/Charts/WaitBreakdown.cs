using Timeslice.Experiments;
using Timeslice.Plots.Breakdown;

namespace Timeslice.Plots.Charts;

/// <summary>
/// Where the time of each thread goes, in one replication: shares of its life in which it ran, spun, was ready, was
/// blocked on each lock, slept or waited for others to end.
/// </summary>
/// <param name="threads">The most bars for single threads, from 1; more threads have one for each name.</param>
public sealed class WaitBreakdown(int threads = 24) : Chart
{
    public override string FileName => "wait-breakdown";

    public override Picture Draw(StudyResult study)
    {
        if (threads < 1) throw new ChartException($"threads is {threads}; it must be at least 1.");
        var run = study.Timeline;
        if (run.Threads.Count == 0)
            throw new ChartException("wait-breakdown shows the lives of threads, but nothing was recorded of any.");
        var parts = new LifeParts(run);
        var all = parts.RowOf("all threads", run.Threads);
        var rows = parts.Rows(run, threads);
        var seen = parts.Legend.Index().Where(its => all.Times[its.Index] > 0).ToLookup(
            its => parts.IsLock(its.Index), its => its.Item);
        LegendEntry[] locks = seen[true].Any() ? [LegendEntry.Heading("blocked on:"), .. seen[true]] : [];
        var isByKind = run.Threads.Count > threads;
        var until = run.RecordedUntil < run.End ? $" · until {TimeUnit.Text(run.RecordedUntil)}" : "";
        var shows = $"Where the time of {(isByKind ? $"the {run.Threads.Count} threads" : "each thread")} goes"
            + Worst(parts, all) + until;
        return new(Caption.OfOneRun(study, shows), [.. seen[false], .. locks],
            new BreakdownContent(parts, rows.Count > 1 ? [all, .. rows] : rows));
    }

    /// <summary>The lock at which most time goes.</summary>
    static string Worst(LifeParts parts, LifeRow all)
    {
        var worst = Enumerable.Range(0, all.Times.Length).Where(part => parts.IsLock(part) && all.Times[part] > 0)
            .OrderByDescending(part => all.Times[part]).Take(1).ToArray();
        return worst.Length == 0 ? " · nobody is blocked on a lock"
            : $" · {Numbers.Significant(100.0 * all.Times[worst[0]] / all.Life, 2)} % of all is spent blocked on "
                + parts.Legend[worst[0]].Label;
    }
}
