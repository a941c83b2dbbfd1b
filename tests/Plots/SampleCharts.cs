using System.Reflection;
using Timeslice.Plots.Charts;

namespace Timeslice.Tests.Plots;

/// <summary>One chart of each kind, found by reflection: a new chart is under test the moment it exists.</summary>
static class SampleCharts
{
    /// <summary>What a chart needs that has no default, by the option's name.</summary>
    static readonly Dictionary<string, object> Needed =
        new() { ["metric"] = "lock.wait.mean", ["over"] = "workers", ["by"] = "policy" };

    public static IEnumerable<Type> Kinds => typeof(Chart).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(Chart)) && !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal);

    public static Chart New(Type kind)
    {
        var constructor = kind.GetConstructors().Single();
        return (Chart)constructor.Invoke([.. constructor.GetParameters().Select(Option)]);
    }

    static object? Option(ParameterInfo option) =>
        Needed.TryGetValue(option.Name!, out var value) ? value
        : option.HasDefaultValue ? option.DefaultValue
        : throw new InvalidOperationException(
            $"Give the tests a value for the option {option.Name}, which has no default.");
}
