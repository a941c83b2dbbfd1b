using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// How each declared process ended that has a main thread, or failed, as <c>process.NAME.status</c>, and how often it was started again; where
/// processes came of others, how many were created, and the most that there were, and that were zombies, at a time.
/// </summary>
public sealed class Processes : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        foreach (var process in machine.Processes)
        {
            if (process.Status is { } status && (process.HasMain || status != 0))
                yield return Measurement.Number($"process.{process.Name}.status", status);
            if (process.Restart is not null)
                yield return Measurement.Number($"process.{process.Name}.restarts", process.Restarts);
        }
        if (machine.ProcessesCreated == machine.Processes.Count) yield break;
        yield return Measurement.Number("processes.created", machine.ProcessesCreated);
        yield return Measurement.Number("processes.max", machine.MostProcesses);
        yield return Measurement.Number("processes.zombies.max", machine.MostZombies);
    }
}
