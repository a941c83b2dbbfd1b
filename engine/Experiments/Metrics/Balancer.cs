using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Of each balancer, as <c>balancer.NAME…</c>, on one machine or several: <c>connections</c> for which it chose a
/// server; of these the largest and the smallest share of a server, <c>share.max</c> and <c>share.min</c>; and
/// <c>open.max</c>, the most that one server had at a time.
/// </summary>
public sealed class Balancer : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) =>
        machine.World.IsShared ? [] : Measure(machine.World);

    /// <summary>Those of a world: they are on no machine.</summary>
    internal static IEnumerable<Measurement> Measure(World world) =>
        world.Clients.Select(client => client.To).Where(one => one.Among.Count > 1).Distinct().SelectMany(Measure);

    static IEnumerable<Measurement> Measure(Kernel.Clients.Balancer balancer)
    {
        var (name, all) = ($"balancer.{balancer.Name}", (double)balancer.Chosen.Sum());
        yield return Measurement.Number($"{name}.connections", all);
        yield return Measurement.Number($"{name}.share.max", balancer.Chosen.Max() / all);
        yield return Measurement.Number($"{name}.share.min", balancer.Chosen.Min() / all);
        yield return Measurement.Number($"{name}.open.max", balancer.MostOpen);
    }
}
