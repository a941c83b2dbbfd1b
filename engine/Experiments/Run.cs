using Timeslice.Des;
using Timeslice.Experiments.Metrics;
using Timeslice.Kernel;
using Timeslice.Kernel.Detectors;

namespace Timeslice.Experiments;

/// <summary>One run: builds a machine, lets it warm up, runs it to its end and measures it.</summary>
sealed class Run(
    Point point, int replication, ulong seed, RunPlan plan,
    Func<Simulation, Machine> build, System.Threading.CancellationToken cancel)
{
    // Of each detector.
    const int MostTold = 10;

    public RunRecord Execute(Func<Machine, Observer>? observe = null)
    {
        var simulation = new Simulation(seed, (ulong)replication);
        using var stop = cancel.Register(simulation.Stop);
        var machine = build(simulation);
        if (observe is not null) machine.Watch(observe(machine));
        var ending = WarmUp(machine) ?? machine.Run(End, plan.Limits);
        cancel.ThrowIfCancellationRequested();
        return new(point, replication, ending, MetricFamilies.Measure(machine), machine.Fingerprint,
            [.. machine.Findings, .. machine.Detectors.SelectMany(Told)]);
    }

    /// <summary>The first of what a detector has found, and how many more there are.</summary>
    static IEnumerable<string> Told(Detector detector)
    {
        foreach (var found in detector.Findings.Take(MostTold)) yield return $"{detector.Kind}: {found}";
        if (detector.Count > MostTold) yield return $"{detector.Kind}: and {detector.Count - MostTold:N0} more";
    }

    Instant? End => plan.Until is { } until ? Instant.Start + until : null;

    /// <summary>How the run ended within the warm-up, or null when it goes on.</summary>
    Ending? WarmUp(Machine machine)
    {
        if (plan.Warmup == Duration.Zero) return null;
        var ending = machine.Run(Instant.Start + plan.Warmup, plan.Limits);
        // With nothing left to happen it goes on all the same: what was before does not count.
        if (ending.Reason is not (EndReason.TimeReached or EndReason.Done)) return ending;
        machine.RestartStatistics();
        return null;
    }
}
