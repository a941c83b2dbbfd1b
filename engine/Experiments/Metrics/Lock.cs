using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// What happened at the locks: waits over all as <c>lock.wait</c>, and for each
/// <c>lock.NAME</c> its waits, holds, holders and queue. Of an array, <c>lock.NAME[2]</c> is one, and <c>lock.NAME</c>
/// all together: their waits, sums and maxima.
/// </summary>
public sealed class Lock : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        foreach (var measured in Waits("lock", machine.Locks)) yield return measured;
        var arrays = machine.Locks.ToLookup(ArrayOf);
        foreach (var each in machine.Locks)
        {
            var array = ArrayOf(each);
            if (array is not null && arrays[array].First() == each)
                foreach (var measured in Measure([.. arrays[array]], $"lock.{array}")) yield return measured;
            foreach (var measured in Measure(each, $"lock.{each.Name}")) yield return measured;
        }
    }

    // `fork` of `fork[2]`; null of a lock that is of no array.
    static string? ArrayOf(Kernel.Locks.Lock one) =>
        one.Name[^1..] == "]" && one.Name.LastIndexOf('[') is > 0 and var open ? one.Name[..open] : null;

    static IEnumerable<Measurement> Measure(Kernel.Locks.Lock measured, string name)
    {
        foreach (var one in Acquisitions(name, [measured])) yield return one;
        yield return Measurement.Seconds($"{name}.hold.mean", measured.MeanHold);
        yield return Measurement.Number($"{name}.utilization", measured.MeanHolders / measured.Permits);
        yield return Measurement.Number($"{name}.holders.mean", measured.MeanHolders);
        yield return Measurement.Number($"{name}.holders.max", measured.MaxHolders);
        yield return Measurement.Number($"{name}.queue.mean", measured.MeanWaiters);
        yield return Measurement.Number($"{name}.queue.max", measured.MaxWaiters);
    }

    static IEnumerable<Measurement> Measure(IReadOnlyList<Kernel.Locks.Lock> array, string name)
    {
        foreach (var one in Acquisitions(name, array)) yield return one;
        yield return Measurement.Number($"{name}.holders.mean", array.Sum(each => each.MeanHolders));
        yield return Measurement.Number($"{name}.holders.max", array.Max(each => each.MaxHolders));
        yield return Measurement.Number($"{name}.queue.mean", array.Sum(each => each.MeanWaiters));
        yield return Measurement.Number($"{name}.queue.max", array.Max(each => each.MaxWaiters));
    }

    static IEnumerable<Measurement> Acquisitions(string name, IReadOnlyList<Kernel.Locks.Lock> locks)
    {
        var acquisitions = locks.Sum(each => each.Acquisitions);
        yield return Measurement.Number($"{name}.acquisitions", acquisitions);
        yield return Measurement.Number($"{name}.contended", (double)locks.Sum(each => each.Contended) / acquisitions);
        foreach (var wait in Waits(name, locks)) yield return wait;
    }

    static IEnumerable<Measurement> Waits(string name, IEnumerable<Kernel.Locks.Lock> locks) =>
        Measurement.Of($"{name}.wait", Tally.Of(locks.Select(each => each.Wait)));
}
