using Timeslice.Kernel;
using Timeslice.Kernel.Memory;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// How each declared process ended that has a main thread, or failed, as <c>process.NAME.status</c>, and how often it
/// was started again; where processes came of others, how many were created, and the most that there were, and that
/// were zombies, at a time. Where the machine has memory, of each with all that descend from it: <c>resident.max</c>,
/// the most that one had in memory, <c>pages.copied</c>, <c>faults.minor</c> and <c>faults.major</c>.
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
        if (machine.Paging is { } paging)
            foreach (var measured in machine.Processes.SelectMany(process => OfMemory(process, paging)))
                yield return measured;
        if (machine.ProcessesCreated == machine.Processes.Count) yield break;
        yield return Measurement.Number("processes.created", machine.ProcessesCreated);
        yield return Measurement.Number("processes.max", machine.MostProcesses);
        yield return Measurement.Number("processes.zombies.max", machine.MostZombies);
    }

    static IEnumerable<Measurement> OfMemory(Process process, PhysicalMemory paging)
    {
        var (name, faults) = ($"process.{process.Name}", process.Faults);
        return
        [
            Measurement.Bytes($"{name}.resident.max", paging.Settings.BytesOf(faults.MostResident).Count),
            Measurement.Number($"{name}.pages.copied", faults.Copied),
            Measurement.Number($"{name}.faults.minor", faults.Minor),
            Measurement.Number($"{name}.faults.major", faults.Major),
        ];
    }
}
