using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Threads;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel.Detectors;

/// <summary>Threads that wait very long for a lock, or for a CPU, while others who came later get it.</summary>
/// <param name="after">How long a wait is that is told of, above 0; a second when left out.</param>
public sealed class Starvation(Duration? after = null) : Detector
{
    readonly Duration after = after is not { } time || time > Duration.Zero ? after ?? 1.S
        : throw new ArgumentOutOfRangeException(nameof(after), after, "must be above 0");

    struct Wait
    {
        public Lock? Lock;
        public bool IsReady, IsForCpu;
        public long Since, Grants;
    }

    readonly PerThread<Wait> waits = new();
    readonly Dictionary<Lock, long> grants = [];
    long dispatches;
    Machine? watched;

    public override void ThreadCreated(Machine machine, int thread) =>
        (watched, waits[thread]) = (machine, default);

    public override void LockAwaited(Machine machine, Lock awaited, int thread, bool isShared)
    {
        ref var wait = ref waits[thread];
        if (wait.Lock == awaited || awaited.Permits == 0) return;
        wait = new()
        {
            Lock = awaited, IsReady = wait.IsReady, Since = machine.Now, Grants = grants.GetValueOrDefault(awaited),
        };
    }

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        End(machine, thread, taken, "before it got it");
        grants[taken] = grants.GetValueOrDefault(taken) + 1;
    }

    public override void LockGivenUp(Machine machine, Lock awaited, int thread) =>
        End(machine, thread, awaited, "before it gave up");

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        ref var wait = ref waits[thread];
        if (state == ThreadState.Exited) wait = default;
        else if (state == ThreadState.Ready)
        {
            if (wait is { Lock: null, IsReady: false })
                wait = new() { IsForCpu = true, Since = machine.Now, Grants = dispatches };
            wait.IsReady = true;
        }
        else if (wait.IsReady)
        {
            if (wait.IsForCpu && machine.Now - wait.Since > after.Nanoseconds && dispatches > wait.Grants)
                Tell(machine, thread, wait, "a CPU", "before it got one", dispatches - wait.Grants);
            if (wait.IsForCpu) wait = default;
            wait.IsReady = false;
            dispatches++;
        }
    }

    // Who waits still, and may for ever.
    private protected override IEnumerable<Finding> Unfinished()
    {
        if (watched is not { } machine) yield break;
        for (var thread = 0; thread < machine.Threads.End; thread++)
        {
            if (!machine.Threads.IsLive(thread)) continue;
            var wait = waits[thread];
            if (wait.Lock is null && !wait.IsForCpu || machine.Now - wait.Since <= after.Nanoseconds) continue;
            var passed = (wait.Lock is { } at ? grants.GetValueOrDefault(at) : dispatches) - wait.Grants;
            if (passed > 0)
                yield return Of(machine, thread, wait, wait.Lock?.Name ?? "a CPU", "and waits still", passed);
        }
    }

    void End(Machine machine, int thread, Lock at, string how)
    {
        ref var wait = ref waits[thread];
        if (wait.Lock != at) return;
        var passed = grants.GetValueOrDefault(at) - wait.Grants;
        if (machine.Now - wait.Since > after.Nanoseconds && passed > 0)
            Tell(machine, thread, wait, at.Name, how, passed);
        wait = new() { IsReady = wait.IsReady };
    }

    void Tell(Machine machine, int thread, in Wait wait, string what, string how, long passed) =>
        Report(Of(machine, thread, wait, what, how, passed));

    Finding Of(Machine machine, int thread, in Wait wait, string what, string how, long passed)
    {
        var time = new Duration(machine.Now - wait.Since);
        return Found(machine.Simulation.Now,
            $"{machine.NameOf(thread)}{In(machine.CallOf(thread).Source)} waited {time} for {what} {how}; "
                + $"meanwhile others got it {passed} time{(passed == 1 ? "" : "s")}",
            [machine.CallOf(thread).Source],
            FindingValue.Time("waited", time), FindingValue.Number("overtaken", passed));
    }
}
