using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// What the variables of processes are worth at the end, as <c>variable.NAME</c>; where there are several processes, as
/// <c>variable.PROCESS.NAME</c>.
/// </summary>
public sealed class Variable : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var ofProcesses = machine.Variables
            .Where(one => one.Of == VariableOwner.Process && one.IsUsed).ToList();
        foreach (var process in machine.Processes)
            foreach (var one in ofProcesses)
                yield return Measurement.Number(
                    machine.Processes.Count > 1 ? $"variable.{process.Name}.{one.Name}" : $"variable.{one.Name}",
                    one.In(process));
    }
}
