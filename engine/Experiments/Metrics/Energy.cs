using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>What the CPUs used, in joules, where the machine says what they draw; and by thread that exited.</summary>
public sealed class Energy : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        if (machine.Power is not { } power) yield break;
        var energy = machine.Cpus.Sum(power.Energy);
        yield return new("energy", "J", energy);
        yield return new("energy.per-thread", "J", energy / machine.Classes.Sum(its => its.Exited));
    }
}
