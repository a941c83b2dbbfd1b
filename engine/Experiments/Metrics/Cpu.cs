using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Shares of CPUs × time, which sum to 1: user, system, switching, interrupted, idle; utilization is all but idle.
/// </summary>
public sealed class Cpu : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var time = (machine.Simulation.Now - machine.StatisticsSince).Nanoseconds;
        long In(CpuState state) => machine.Cpus.Sum(cpu => cpu.TimeIn(state).Nanoseconds);
        Measurement Share(string metric, long nanoseconds) =>
            Measurement.Number(metric, (double)nanoseconds / machine.Cpus.Count / time);
        var (user, system, switching) = (In(CpuState.User), In(CpuState.System), In(CpuState.Switching));
        var interrupted = In(CpuState.Interrupted);
        yield return Share("cpu.utilization", user + system + switching + interrupted);
        yield return Share("cpu.user", user);
        yield return Share("cpu.system", system);
        yield return Share("cpu.switching", switching);
        if (interrupted > 0) yield return Share("cpu.interrupted", interrupted);
        yield return Share("cpu.idle", In(CpuState.Idle));
    }
}
