using Timeslice.Des;
using Timeslice.Experiments.Metrics;
using Timeslice.Kernel;
using Timeslice.Kernel.Detectors;

namespace Timeslice.Experiments;

/// <summary>One run: builds a world, lets it warm up, runs it to its end and measures it.</summary>
sealed class Run(
    Point point, int replication, ulong seed, RunPlan plan,
    Func<Simulation, World> build, System.Threading.CancellationToken cancel)
{
    // Of each detector.
    const int MostTold = 10;

    /// <param name="observe">Is given the world before it runs, and watches its machines.</param>
    public RunRecord Execute(Action<World>? observe = null)
    {
        var simulation = new Simulation(seed, (ulong)replication);
        using var stop = cancel.Register(simulation.Stop);
        var world = build(simulation);
        observe?.Invoke(world);
        var ending = WarmUp(world) ?? world.Run(End, plan.Limits);
        cancel.ThrowIfCancellationRequested();
        return new(point, replication, ending, MetricFamilies.Measure(world), world.Fingerprint,
            [.. world.Machines.SelectMany(FindingsOf)]);
    }

    static IEnumerable<string> FindingsOf(Machine machine)
    {
        var place = machine.World.IsShared ? $"{machine.Name}: " : "";
        return machine.Findings.Concat(machine.Detectors.SelectMany(Told)).Select(found => place + found);
    }

    /// <summary>The first of what a detector has found, and how many more there are.</summary>
    static IEnumerable<string> Told(Detector detector)
    {
        foreach (var found in detector.Findings.Take(MostTold)) yield return $"{detector.Kind}: {found}";
        if (detector.Count > MostTold) yield return $"{detector.Kind}: and {detector.Count - MostTold:N0} more";
    }

    Instant? End => plan.Until is { } until ? Instant.Start + until : null;

    /// <summary>How the run ended within the warm-up, or null when it goes on.</summary>
    Ending? WarmUp(World world)
    {
        if (plan.Warmup == Duration.Zero) return null;
        var ending = world.Run(Instant.Start + plan.Warmup, plan.Limits);
        // With nothing left to happen it goes on all the same: what was before does not count.
        if (ending.Reason is not (EndReason.TimeReached or EndReason.Done)) return ending;
        world.RestartStatistics();
        return null;
    }
}
