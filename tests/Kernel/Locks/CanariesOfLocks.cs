using Timeslice.Kernel;
using Timeslice.Tests.Reference;
using static Timeslice.Tests.Reference.Step;

namespace Timeslice.Tests.Kernel.Locks;

/// A checker that finds nothing may be blind: what breaks a law must be found, of each kind that can break it.
public class CanariesOfLocks
{
    [Theory, MemberData(nameof(Lies))]
    public void A_lock_that_breaks_a_law_is_caught(string kind, string lie, string caught)
    {
        var found = new HashSet<string>();
        for (var seed = 0UL; seed < 2_000; seed++)
        {
            var scenario = LockPrograms.Draw(seed, Enum.Parse<LockKind>(kind));
            var broken = LockPrograms.Broken(scenario, seed, to => new Liar(Enum.Parse<Lie>(lie), to));
            if (broken is null) continue;
            if (broken.Contains(caught)) return;
            found.Add(broken[(broken.IndexOf(':') + 1)..]);
        }
        Assert.Fail($"not caught as {caught}, but as {string.Join("; ", found.Take(9))}");
    }

    /// By kind, what it is made to seem to do, and by which law that is caught.
    public static TheoryData<string, string, string> Lies
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            LockKind[] doors = [LockKind.Mutex, LockKind.Semaphore, LockKind.ReadWriteLock, LockKind.SequenceLock];
            LockKind[] meetings = [LockKind.Condition, LockKind.Barrier, LockKind.Latch];
            LockKind[] queues = [.. doors, LockKind.Once, .. meetings];
            Add(Lie.AdmitsTooMany, " holders, ", [.. doors, LockKind.Once, LockKind.SpinLock]);
            Add(Lie.AdmitsTooMany, "pass", LockKind.Barrier, LockKind.Latch);
            Add(Lie.ServesOutOfTurn, "out of turn", [.. doors, LockKind.SpinLock, LockKind.Condition]);
            Add(Lie.ForgetsToWake, "and somebody waits for it", [.. queues, LockKind.SpinLock]);
            Add(Lie.EndsWaitTwice, "for which it does not wait", queues);
            Add(Lie.WakesWithNothing, "is woken without", queues);
            Add(Lie.GivesNothingBack, "of which nothing is told",
                LockKind.Mutex, LockKind.ReadWriteLock, LockKind.SpinLock, LockKind.SequenceLock, LockKind.Once);
            Add(Lie.GivesNothingBack, " holders, ", LockKind.Semaphore);
            return data;

            void Add(Lie lie, string caught, params LockKind[] kinds)
            {
                foreach (var kind in kinds) data.Add($"{kind}", $"{lie}", caught);
            }
        }
    }

    [Fact]
    public void A_deadlock_without_evidence_or_with_a_wrong_one_is_caught()
    {
        var (machine, locks) = Ended(
            new(2, Policy.Fcfs, new(), [0, 0], 100,
                new(0, 0, Lock(0), Sleep(1), Lock(1)),
                new(0, 0, Lock(1), Sleep(2), Lock(0)),
                new(0, 0, Compute(9))));
        var told = machine.Deadlock.ShouldNotBeNull();
        Check(told);
        Should.Throw<LawBroken>(() => Check(null)).Message.ShouldContain("no evidence");
        Should.Throw<LawBroken>(() => Check(told with { Threads = [] })).Message.ShouldContain("no evidence");
        Should.Throw<LawBroken>(() => Check(told with { Threads = [told.Threads[0]] })).Message
            .ShouldContain("does not have");
        Should.Throw<LawBroken>(() => Check(told with { IsCycle = false })).Message.ShouldContain("2 of 3");
        Should.Throw<LawBroken>(() => Check(told with { Threads = [told.Threads[0] with { WaitsFor = "lock 7" }] }))
            .Message.ShouldContain("and does not");

        void Check(Deadlock? deadlock) => locks.CheckEnding(machine, Timeslice.Des.EndReason.Deadlock, deadlock);
    }

    static (Machine, LawfulLocks) Ended(Scenario scenario)
    {
        var locks = new LawfulLocks(scenario.Locks);
        var machine = KernelUnderTest.Build(scenario, locks);
        machine.Run();
        return (machine, locks);
    }
}
