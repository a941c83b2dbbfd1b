using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// What happened at the locks: waits over all that can be held as <c>lock.wait</c>. For each, as <c>lock.NAME</c>:
/// <c>acquisitions</c> and the share <c>contended</c> of these whose first attempt failed, <c>wait</c>,
/// <c>time-outs</c>, <c>queue.mean</c> and <c>queue.max</c>; where it can be held also <c>hold</c>, <c>holders.mean</c>
/// and <c>holders.max</c>, <c>hand-offs</c> (grants to the line by who gave it back) and the <c>utilization</c> of its
/// permits. Of mutexes and spin locks <c>spin-time</c>; of conditions notifications <c>lost</c> and wake-ups
/// <c>spurious</c>; of barriers <c>phases</c>; of sequence locks <c>reads</c> and <c>retries</c>. Of an array,
/// <c>lock.NAME[2]</c> is one, and <c>lock.NAME</c> all together: what they observed, sums and maxima.
/// </summary>
public sealed class Lock : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var locks = machine.Locks.Where(each => each.IsUsed).ToList();
        foreach (var measured in Waits("lock", locks.Where(each => each.Permits > 0))) yield return measured;
        var arrays = locks.ToLookup(ArrayOf);
        foreach (var each in locks)
        {
            var array = ArrayOf(each);
            if (array is not null && arrays[array].First() == each)
                foreach (var measured in Measure([.. arrays[array]], $"lock.{array}")) yield return measured;
            foreach (var measured in Measure([each], $"lock.{each.Name}")) yield return measured;
        }
    }

    // `fork` of `fork[2]`; null of a lock that is of no array.
    static string? ArrayOf(Kernel.Locks.Lock one) =>
        one.Name[^1..] == "]" && one.Name.LastIndexOf('[') is > 0 and var open ? one.Name[..open] : null;

    static IEnumerable<Measurement> Measure(IReadOnlyList<Kernel.Locks.Lock> locks, string name)
    {
        var acquisitions = locks.Sum(each => each.Acquisitions);
        return
        [
            Measurement.Number($"{name}.acquisitions", acquisitions),
            Measurement.Number($"{name}.contended", (double)locks.Sum(each => each.Contended) / acquisitions),
            .. Waits(name, locks),
            Measurement.Number($"{name}.time-outs", locks.Sum(each => each.TimeOuts)),
            .. locks[0].Permits > 0 ? OfHolders(locks, name) : [],
            Measurement.Number($"{name}.queue.mean", locks.Sum(each => each.MeanWaiters)),
            Measurement.Number($"{name}.queue.max", locks.Max(each => each.MaxWaiters)),
            .. OfItsKind(locks, name),
        ];
    }

    static IEnumerable<Measurement> Waits(string name, IEnumerable<Kernel.Locks.Lock> locks) =>
        Measurement.Of($"{name}.wait", Tally.Of(locks.Select(each => each.Wait)));

    static IEnumerable<Measurement> OfHolders(IReadOnlyList<Kernel.Locks.Lock> locks, string name)
    {
        foreach (var hold in Holds(locks, $"{name}.hold")) yield return hold;
        var holders = locks.Sum(each => each.MeanHolders);
        // Any number of readers may hold it: no share of them is meant.
        if (locks[0] is not ReadWriteLock)
            yield return Measurement.Number($"{name}.utilization", holders / locks.Sum(each => (long)each.Permits));
        yield return Measurement.Number($"{name}.holders.mean", holders);
        yield return Measurement.Number($"{name}.holders.max", locks.Max(each => each.MaxHolders));
        yield return Measurement.Number($"{name}.hand-offs", locks.Sum(each => each.HandOffs));
    }

    // The mean is Little's law's, which counts what is held still; it is all that is known of many permits.
    static IEnumerable<Measurement> Holds(IReadOnlyList<Kernel.Locks.Lock> locks, string name)
    {
        var taken = locks.Where(each => each.Acquisitions > 0).ToList();
        var held = taken.Sum(each => each.MeanHold * each.Acquisitions);
        yield return Measurement.Seconds($"{name}.mean",
            taken is [var only] ? only.MeanHold : held / taken.Sum(each => each.Acquisitions));
        foreach (var each in Measurement.Of(name, Tally.Of(locks.Select(each => each.Hold))))
            if (each.Metric != $"{name}.mean") yield return each;
    }

    static IEnumerable<Measurement> OfItsKind(IReadOnlyList<Kernel.Locks.Lock> locks, string name)
    {
        return locks[0] switch
        {
            Mutex or SpinLock =>
                [Measurement.Seconds($"{name}.spin-time", new Duration(locks.Sum(each => each.SpinTime.Nanoseconds)))],
            Condition =>
                [Sum<Condition>("lost", its => its.Lost), Sum<Condition>("spurious", its => its.SpuriousWakeUps)],
            Barrier => [Sum<Barrier>("phases", its => its.Phases)],
            SequenceLock =>
                [Sum<SequenceLock>("reads", its => its.Reads), Sum<SequenceLock>("retries", its => its.Retries)],
            _ => [],
        };

        Measurement Sum<TLock>(string what, Func<TLock, long> count) =>
            Measurement.Number($"{name}.{what}", locks.Cast<TLock>().Sum(count));
    }
}
