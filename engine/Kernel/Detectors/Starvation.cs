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
        public bool IsReady;
        public long Since, Grants;
    }

    readonly PerThread<Wait> waits = new();
    readonly Dictionary<Lock, long> grants = [];
    long dispatches;

    public override void ThreadCreated(Machine machine, int thread) => waits[thread] = default;

    public override void LockAwaited(Machine machine, Lock awaited, int thread, bool isShared)
    {
        ref var wait = ref waits[thread];
        if (wait.Lock == awaited || awaited.Permits == 0) return;
        wait = new() { Lock = awaited, Since = machine.Now, Grants = grants.GetValueOrDefault(awaited) };
    }

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        End(machine, thread, taken, "got it");
        grants[taken] = grants.GetValueOrDefault(taken) + 1;
    }

    public override void LockGivenUp(Machine machine, Lock awaited, int thread) =>
        End(machine, thread, awaited, "gave up");

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        ref var wait = ref waits[thread];
        if (state == ThreadState.Exited) wait = default;
        else if (state == ThreadState.Ready)
        {
            if (wait.Lock is null && !wait.IsReady)
                wait = new() { IsReady = true, Since = machine.Now, Grants = dispatches };
        }
        else if (wait.IsReady)
        {
            if (machine.Now - wait.Since > after.Nanoseconds && dispatches > wait.Grants)
                Tell(machine, thread, wait, "a CPU", "got one", dispatches - wait.Grants);
            wait = default;
            dispatches++;
        }
    }

    void End(Machine machine, int thread, Lock at, string how)
    {
        ref var wait = ref waits[thread];
        if (wait.Lock != at) return;
        var passed = grants.GetValueOrDefault(at) - wait.Grants;
        if (machine.Now - wait.Since > after.Nanoseconds && passed > 0)
            Tell(machine, thread, wait, at.Name, how, passed);
        wait = default;
    }

    void Tell(Machine machine, int thread, in Wait wait, string what, string how, long passed)
    {
        var time = new Duration(machine.Now - wait.Since);
        Report(Found(machine.Simulation.Now,
            $"{machine.NameOf(thread)}{In(machine.CallOf(thread).Source)} waited {time} for {what} before it {how}; "
                + $"meanwhile others got it {passed} time{(passed == 1 ? "" : "s")}",
            [machine.CallOf(thread).Source],
            FindingValue.Time("waited", time), FindingValue.Number("overtaken", passed)));
    }
}
