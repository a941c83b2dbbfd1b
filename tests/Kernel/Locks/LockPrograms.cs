using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Kernel.Locks;

/// Random programs over all kinds of locks, with everything that the reference leaves out, under both checkers.
static class LockPrograms
{
    static readonly LockKind[] all = Enum.GetValues<LockKind>();

    /// One for each seed; of all kinds, or of those given (the mutexes of conditions aside).
    public static Scenario Draw(ulong seed, params LockKind[] kinds)
    {
        var scenario = RandomLocks.Draw(seed, kinds.Length == 0 ? all : kinds);
        return scenario with { Locks = [.. scenario.Locks.Select(plan => More(plan, seed))] };
    }

    /// What a machine breaks of the laws when it runs a scenario, or null.
    /// <param name="witness">Tells the checkers of it, truly or not.</param>
    public static string? Broken(Scenario scenario, ulong seed, Func<Observer, Observer>? witness = null)
    {
        var (lawful, locks) = (new Lawful { LeavesLocksToOthers = true },
            new LawfulLocks(scenario.Locks) { IsSpurious = IsSpurious(seed) });
        try
        {
            var seen = new Observers(lawful, locks);
            var machine = KernelUnderTest.Build(
                scenario, witness?.Invoke(seen) ?? seen, lockOf: plan => LockOf(plan, scenario.Policy, seed));
            var ending = machine.Run(new Instant(scenario.Until));
            if (ending.Reason is EndReason.Done or EndReason.TimeReached)
            {
                lawful.CheckInstant(machine);
                locks.CheckInstant(machine);
            }
            lawful.CheckAccounts(machine);
            locks.CheckEnding(machine, ending.Reason, machine.Deadlock);
            return null;
        }
        catch (LawBroken broken) { return broken.Message; }
    }

    static bool IsSpurious(ulong seed) => seed % 4 == 1;

    static LockPlan More(LockPlan plan, ulong seed) => plan.Kind switch
    {
        LockKind.SpinLock when seed % 3 == 0 =>
            plan with { Spinning = Spinning.TestAndSet, Spin = seed % 2 == 0 ? 0 : 1 + (int)(seed % 5) },
        _ => plan,
    };

    static Lock LockOf(LockPlan plan, Policy policy, ulong seed) => plan.Kind switch
    {
        LockKind.SpinLock when plan.Spin > 0 => new SpinLock(backOff: plan.Spin.Ns),
        LockKind.Condition when IsSpurious(seed) =>
            new Condition(new LockReference<Mutex>(plan.Number), plan.Morphs, spurious: 7.Ns),
        LockKind.Mutex when policy.Kind == Kind.Priority && seed % 3 > 0 => new Mutex(
            (LineOrder)plan.Turn, plan.IsBarging ? ReleaseRule.Barging : ReleaseRule.HandOff, plan.Spin.Ns,
            plan.IsRecursive, plan.IsRobust, seed % 3 == 1 ? Protocol.Inherit : Protocol.Ceiling),
        _ => LocksUnderTest.LockOf(plan),
    };
}
