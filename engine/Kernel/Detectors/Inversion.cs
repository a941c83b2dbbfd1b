using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel.Detectors;

/// <summary>
/// Priority inversion: a thread waits for a lock whose owner does not run, because one runs that is less urgent than
/// who waits.
/// </summary>
/// <remarks>
/// B. W. Lampson and D. D. Redell, "Experience with processes and monitors in Mesa", CACM 23(2), 1980. Urgency is what
/// the scheduler ranks threads by. An owner that has inherited the urgency is not inverted: nobody less urgent runs
/// before it.
/// </remarks>
/// <param name="after">Shorter inversions are not told of, from 0.</param>
public sealed class Inversion(Duration after = default) : Detector
{
    readonly Duration after = after >= Duration.Zero ? after
        : throw new ArgumentOutOfRangeException(nameof(after), after, "must not be negative");

    sealed record Wait(Lock Lock)
    {
        public long Since = -1;
        public string Owner = "", Runner = "";
    }

    readonly SortedDictionary<int, Wait> waits = [];
    Machine? watched;

    public override void LockAwaited(Machine machine, Lock awaited, int thread, bool isShared)
    {
        if (awaited.Permits > 0 && (!waits.TryGetValue(thread, out var wait) || wait.Lock != awaited))
            waits[thread] = new(awaited);
        Look(machine);
    }

    // It may be handed to one that spins and has lost its CPU: of whom nothing else is told.
    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        End(machine, thread);
        if (waits.Count > 0) Look(machine);
    }

    public override void LockGivenUp(Machine machine, Lock awaited, int thread) => End(machine, thread);

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (state == ThreadState.Exited) End(machine, thread);
        else if (waits.Count > 0) Look(machine);
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        if (waits.Count > 0) Look(machine);
    }

    private protected override IEnumerable<Finding> Unfinished() =>
        watched is not { } machine ? []
            : waits.Where(each => each.Value.Since >= 0 && machine.Now - each.Value.Since > after.Nanoseconds)
                .Select(each => Of(machine, each.Key, each.Value));

    void Look(Machine machine)
    {
        watched = machine;
        foreach (var (thread, wait) in waits)
        {
            var runner = RunsInstead(machine, thread, wait.Lock.Owner);
            if (runner < 0)
            {
                Settle(machine, thread, wait);
                continue;
            }
            if (wait.Since < 0) wait.Since = machine.Now;
            (wait.Owner, wait.Runner) = (machine.NameOf(wait.Lock.Owner), machine.NameOf(runner));
        }
    }

    // A thread that has a CPU which the owner could have, and is less urgent than who waits.
    static int RunsInstead(Machine machine, int waiting, int owner)
    {
        if (owner < 0 || machine.Threads[owner].State != ThreadState.Ready) return -1;
        var urgency = machine.Ranking.RankOf(waiting);
        foreach (var cpu in machine.Cpus)
            if (cpu.Thread >= 0 && cpu.Thread != owner && machine.Threads.MayRun(owner, cpu.Number)
                && machine.Ranking.RankOf(cpu.Thread) > urgency
                && machine.Ranking.RankOf(cpu.Thread) <= machine.Ranking.RankOf(owner)) return cpu.Thread;
        return -1;
    }

    void End(Machine machine, int thread)
    {
        if (waits.Remove(thread, out var wait)) Settle(machine, thread, wait);
    }

    void Settle(Machine machine, int thread, Wait wait)
    {
        if (wait.Since < 0) return;
        if (machine.Now - wait.Since > after.Nanoseconds) Report(Of(machine, thread, wait));
        wait.Since = -1;
    }

    Finding Of(Machine machine, int thread, Wait wait)
    {
        var lasted = new Duration(machine.Now - wait.Since);
        return Found(machine.Simulation.Now,
            $"{machine.NameOf(thread)}{In(machine.CallOf(thread).Source)} waited for {wait.Lock.Name}, which "
                + $"{wait.Owner} held, while the less urgent {wait.Runner} ran: {lasted} from "
                + $"{new Instant(wait.Since)}",
            [machine.CallOf(thread).Source], FindingValue.Time("lasted", lasted));
    }
}
