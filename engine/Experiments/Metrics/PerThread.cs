using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel;
using Timeslice.Kernel.Threads;

namespace Timeslice.Experiments.Metrics;

/// <summary>A tally over all threads and for each name of threads.</summary>
static class PerThread
{
    public static IEnumerable<Measurement> Measure(Machine machine, string metric, Func<ThreadClass, Tally> tally)
    {
        foreach (var measured in Measurement.Of(metric, Tally.Of(machine.Classes.Select(tally)))) yield return measured;
        // Threads of one name, started or spawned, count as one; those of several processes are told apart.
        var kinds = machine.Classes.GroupBy(its => (its.Process, its.Name)).ToList();
        var processesOf = kinds.ToLookup(kind => kind.Key.Name);
        foreach (var kind in kinds)
        {
            var (process, name) = kind.Key;
            var path = processesOf[name].Count() > 1 ? $"{process.Name}.{name}" : name;
            foreach (var measured in Measurement.Of($"thread.{path}.{metric}", Tally.Of(kind.Select(tally))))
                yield return measured;
        }
    }
}
