using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// What happened at the locks: waits over all as <c>lock.wait</c>, and for each
/// <c>lock.NAME</c> its waits, holds, holders and queue.
/// </summary>
public sealed class Lock : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var all = Tally.Of(machine.Locks.Select(each => each.Wait));
        foreach (var measured in Measurement.Of("lock.wait", all)) yield return measured;
        foreach (var each in machine.Locks)
            foreach (var measured in Measure(each, $"lock.{each.Name}")) yield return measured;
    }

    static IEnumerable<Measurement> Measure(Kernel.Locks.Lock measured, string name)
    {
        yield return Measurement.Number($"{name}.acquisitions", measured.Acquisitions);
        yield return Measurement.Number($"{name}.contended", (double)measured.Contended / measured.Acquisitions);
        foreach (var wait in Measurement.Of($"{name}.wait", measured.Wait)) yield return wait;
        yield return Measurement.Seconds($"{name}.hold.mean", measured.MeanHold);
        yield return Measurement.Number($"{name}.utilization", measured.MeanHolders / measured.Permits);
        yield return Measurement.Number($"{name}.holders.mean", measured.MeanHolders);
        yield return Measurement.Number($"{name}.holders.max", measured.MaxHolders);
        yield return Measurement.Number($"{name}.queue.mean", measured.MeanWaiters);
        yield return Measurement.Number($"{name}.queue.max", measured.MaxWaiters);
    }
}
