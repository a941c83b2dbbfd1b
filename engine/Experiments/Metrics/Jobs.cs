using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel;
using Timeslice.Kernel.Threads;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Of the jobs of recurring tasks: how many are done, how many missed their deadlines (done late, or overdue at the
/// end) and the share of these; responses from the release, and tardiness. Over all, and as <c>thread.NAME.jobs</c>.
/// </summary>
public sealed class Jobs : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        if (machine.Classes.All(its => its.Jobs is null)) return [];
        return PerThread.Measure(machine, "jobs", Tasks, Measure);
    }

    static List<ThreadClass> Tasks(IEnumerable<ThreadClass> kind) => [.. kind.Where(its => its.Jobs is not null)];

    static IEnumerable<Measurement> Measure(string metric, List<ThreadClass> tasks)
    {
        if (tasks.Count == 0) yield break;
        var (done, overdue) = (tasks.Sum(its => its.Jobs!.Completed), tasks.Sum(its => its.OverdueJobs));
        var missed = tasks.Sum(its => its.Jobs!.Late) + overdue;
        yield return Measurement.Number($"{metric}.done", done);
        yield return Measurement.Number($"{metric}.missed", missed);
        yield return Measurement.Number($"{metric}.miss-ratio", (double)missed / (done + overdue));
        var responses = Tally.Of(tasks.Select(its => its.Jobs!.Response));
        if (responses.Count > 0) yield return Measurement.Seconds($"{metric}.response.min", responses.Min);
        foreach (var measured in Measurement.Of($"{metric}.response", responses)) yield return measured;
        var tardiness = Tally.Of(tasks.Select(its => its.Jobs!.Tardiness));
        foreach (var measured in Measurement.Of($"{metric}.tardiness", tardiness)) yield return measured;
    }
}
