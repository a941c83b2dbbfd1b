using Timeslice.Des.Monitors;
using Timeslice.Kernel;
using Timeslice.Kernel.Threads;

namespace Timeslice.Experiments.Metrics;

/// <summary>What is measured over all threads, and for each name of threads as <c>thread.NAME.metric</c>.</summary>
static class PerThread
{
    public static IEnumerable<Measurement> Measure(Machine machine, string metric, Func<ThreadClass, Tally> tally) =>
        Measure(machine, metric, kind => Tally.Of(kind.Select(tally)), Measurement.Of);

    public static IEnumerable<Measurement> Measure<T>(
        Machine machine, string metric, Func<IEnumerable<ThreadClass>, T> join,
        Func<string, T, IEnumerable<Measurement>> measure)
    {
        foreach (var measured in measure(metric, join(machine.Classes))) yield return measured;
        foreach (var (path, kind) in Kinds(machine))
            foreach (var measured in measure($"thread.{path}.{metric}", join(kind))) yield return measured;
    }

    /// <summary>
    /// Threads of one name, started or spawned, count as one kind; those of several processes are told apart.
    /// </summary>
    public static IEnumerable<(string Path, IReadOnlyList<ThreadClass> Classes)> Kinds(Machine machine)
    {
        var kinds = machine.Classes.GroupBy(its => (its.Process, its.Name)).ToList();
        var processesOf = kinds.ToLookup(kind => kind.Key.Name);
        foreach (var kind in kinds)
        {
            var (process, name) = kind.Key;
            yield return (processesOf[name].Count() > 1 ? $"{process.Name}.{name}" : name, [.. kind]);
        }
    }
}
