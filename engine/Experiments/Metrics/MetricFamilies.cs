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

    /// <summary>Everything that can be said of a machine at the end of its run.</summary>
    public static List<Measurement> Measure(Machine machine)
    {
        var measurements = All.SelectMany(metric => metric.Measure(machine));
        return [.. measurements.Where(measured => double.IsFinite(measured.Value))];
    }
}
