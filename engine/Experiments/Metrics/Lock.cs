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
/// <c>spurious</c>; of barriers <c>phases</c>; of sequence locks <c>reads</c> and <c>retries</c>.
/// </summary>
public sealed class Lock : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var all = Tally.Of(machine.Locks.Where(each => each.Permits > 0).Select(each => each.Wait));
        foreach (var measured in Measurement.Of("lock.wait", all)) yield return measured;
        foreach (var each in machine.Locks)
            foreach (var measured in Measure(each, $"lock.{each.Name}")) yield return measured;
    }

    static IEnumerable<Measurement> Measure(Kernel.Locks.Lock measured, string name) =>
    [
        Measurement.Number($"{name}.acquisitions", measured.Acquisitions),
        Measurement.Number($"{name}.contended", (double)measured.Contended / measured.Acquisitions),
        .. Measurement.Of($"{name}.wait", measured.Wait),
        Measurement.Number($"{name}.time-outs", measured.TimeOuts),
        .. measured.Permits > 0 ? OfHolders(measured, name) : [],
        Measurement.Number($"{name}.queue.mean", measured.MeanWaiters),
        Measurement.Number($"{name}.queue.max", measured.MaxWaiters),
        .. OfItsKind(measured, name),
    ];

    static IEnumerable<Measurement> OfHolders(Kernel.Locks.Lock measured, string name)
    {
        foreach (var hold in Holds(measured, $"{name}.hold")) yield return hold;
        // Any number of readers may hold it: no share of them is meant.
        if (measured is not ReadWriteLock)
            yield return Measurement.Number($"{name}.utilization", measured.MeanHolders / measured.Permits);
        yield return Measurement.Number($"{name}.holders.mean", measured.MeanHolders);
        yield return Measurement.Number($"{name}.holders.max", measured.MaxHolders);
        yield return Measurement.Number($"{name}.hand-offs", measured.HandOffs);
    }

    // The mean is Little's law's, which counts what is held still; it is all that is known of many permits.
    static IEnumerable<Measurement> Holds(Kernel.Locks.Lock measured, string name) =>
    [
        Measurement.Seconds($"{name}.mean", measured.MeanHold),
        .. Measurement.Of(name, measured.Hold).Where(each => each.Metric != $"{name}.mean"),
    ];

    static IEnumerable<Measurement> OfItsKind(Kernel.Locks.Lock measured, string name) => measured switch
    {
        Mutex or SpinLock => [Measurement.Seconds($"{name}.spin-time", measured.SpinTime)],
        Condition its =>
        [
            Measurement.Number($"{name}.lost", its.Lost), Measurement.Number($"{name}.spurious", its.SpuriousWakeUps),
        ],
        Barrier its => [Measurement.Number($"{name}.phases", its.Phases)],
        SequenceLock its =>
        [
            Measurement.Number($"{name}.reads", its.Reads), Measurement.Number($"{name}.retries", its.Retries),
        ],
        _ => [],
    };
}
