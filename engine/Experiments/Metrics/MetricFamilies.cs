using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>All families of metrics, found by looking, in the order of their names.</summary>
public static class MetricFamilies
{
    static readonly IReadOnlyList<Metric> All =
    [
        .. typeof(Metric).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (Metric)Activator.CreateInstance(type)!),
    ];

    /// <summary>
    /// Everything that can be said of a world at the end of its run. Of one machine the names are those of the
    /// families; of several, what each of them measures has its name before it, <c>server.cpu.utilization</c>, and what
    /// is said of all together has none: <c>makespan</c>, and the links.
    /// </summary>
    public static List<Measurement> Measure(World world)
    {
        if (!world.IsShared) return [.. world.Machines.SelectMany(Measure)];
        var all = world.Machines.SelectMany(each => Measure(each).Select(one => one.Of(each.Name)))
            .Concat(OfAll(world)).Concat(Links.Measure(world))
            .Concat(Client.Measure(world)).Concat(Balancer.Measure(world));
        return [.. all.Where(measured => double.IsFinite(measured.Value))];
    }

    /// <summary>Everything that can be said of one machine, alone.</summary>
    public static IEnumerable<Measurement> Measure(Machine machine) => 
        All.SelectMany(metric => metric.Measure(machine)).Where(measured => double.IsFinite(measured.Value));

    static IEnumerable<Measurement> OfAll(World world)
    {
        if (world.Live == 0) yield return Measurement.Seconds("makespan", world.LastExit.Seconds);
    }
}
