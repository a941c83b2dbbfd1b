using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Shares of CPUs × time, which sum to 1: user, system, switching, idle; utilization is all that is not idle.
/// </summary>
public sealed class Cpu : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        double Share(CpuState state) => (double)machine.Cpus.Sum(cpu => cpu.TimeIn(state).Nanoseconds)
            / machine.Cpus.Count / (machine.Simulation.Now - machine.StatisticsSince).Nanoseconds;
        yield return Measurement.Number("cpu.utilization", 1 - Share(CpuState.Idle));
        yield return Measurement.Number("cpu.user", Share(CpuState.User));
        yield return Measurement.Number("cpu.system", Share(CpuState.System));
        yield return Measurement.Number("cpu.switching", Share(CpuState.Switching));
        yield return Measurement.Number("cpu.idle", Share(CpuState.Idle));
    }
}
