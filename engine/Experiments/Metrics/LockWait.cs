using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Threads;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// For each name of threads, the time that they were blocked at locks (conditions and barriers too), as
/// <c>thread.NAME.lock-wait</c>, and the CPU time that they used to wait, as <c>thread.NAME.spin-time</c>; each also as
/// a <c>share</c> of their lifetimes. Only where there are locks.
/// </summary>
public sealed class LockWait : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        if (!machine.Locks.Any(each => each.IsUsed)) yield break;
        foreach (var (path, kind) in PerThread.Kinds(machine))
        {
            var lived = kind.Sum(LifeOf);
            var blocked = kind.Sum(its => its.TimeIn(ThreadState.BlockedOnLock).Nanoseconds);
            var spun = kind.Sum(its => its.SpinTime.Nanoseconds);
            yield return Measurement.Seconds($"thread.{path}.lock-wait", new Duration(blocked));
            yield return Measurement.Number($"thread.{path}.lock-wait.share", (double)blocked / lived);
            yield return Measurement.Seconds($"thread.{path}.spin-time", new Duration(spun));
            yield return Measurement.Number($"thread.{path}.spin-time.share", (double)spun / lived);
        }
    }

    static long LifeOf(ThreadClass its) => Enum.GetValues<ThreadState>()
        .Where(state => state != ThreadState.Exited).Sum(state => its.TimeIn(state).Nanoseconds);
}
