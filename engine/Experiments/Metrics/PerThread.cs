using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Threads;

namespace Timeslice.Experiments.Metrics;

/// <summary>A tally over all threads and for each name of threads.</summary>
static class PerThread
{
    public static IEnumerable<Measurement> Measure(Machine machine, string metric, Func<ThreadClass, Tally> tally)
    {
        var all = new Tally();
        foreach (var its in machine.Classes) all.Merge(tally(its));
        foreach (var measured in Measurement.Of(metric, all)) yield return measured;
        // Threads of one name in several processes are told apart by the process.
        var shared = machine.Classes.GroupBy(its => its.Name).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        foreach (var its in machine.Classes)
        {
            var name = shared.Contains(its.Name) ? $"{its.Process.Name}.{its.Name}" : its.Name;
            foreach (var measured in Measurement.Of($"thread.{name}.{metric}", tally(its))) yield return measured;
        }
    }
}
