using Timeslice.Des;

namespace Timeslice.Tests.Reference;

/// Small scenarios in which everything is about locks, with many ties; one for each seed.
sealed class RandomLocks
{
    RandomStream random;
    LockPlan[] locks = [];
    int depth;
    bool hasLimits;

    RandomLocks(ulong seed) => random = new(seed, 0, "locks");

    /// Locks of these kinds, the mutexes of conditions aside.
    public static Scenario Draw(ulong seed, params LockKind[] kinds) => new RandomLocks(seed).Draw(kinds);

    Scenario Draw(LockKind[] kinds)
    {
        var cpus = 1 + Below(3);
        var prices = Chance(3) ? new Prices()
            : new Prices(Below(3), Below(4), Below(3), Below(3), Below(3), Chance(2) ? 0 : Below(6));
        var policy = Below(3) switch
        {
            0 => Policy.Fcfs,
            1 => Policy.RoundRobin(1 + Below(6)),
            _ => new Policy(Kind.Priority, Chance(2) ? 0 : 1 + Below(6)),
        };
        var count = 1 + Below(6);
        locks = Plans(kinds, count);
        // Who becomes ready twice in an instant, once from a wait with a limit, does not preempt yet.
        hasLimits = policy.Kind != Kind.Priority || Chance(2);
        if (hasLimits) policy = policy with { IsPreemptive = policy.Kind != Kind.Priority };
        var processes = 1 + Below(3);
        var threads = new Starter[count];
        for (var i = 0; i < count; i++)
            threads[i] = new(Below(processes), Chance(2) ? 0 : Below(12), Steps(6))
            {
                Claims = new(Priority: Chance(2) ? 0 : Below(4) - 1),
            };
        return new(cpus, policy, prices, locks, Chance(5) ? Below(60) : 2_000, threads);
    }

    LockPlan[] Plans(LockKind[] kinds, int threads)
    {
        var plans = new List<LockPlan>();
        for (var left = 1 + Below(3); left > 0; left--)
        {
            var kind = kinds[Below(kinds.Length)];
            if (kind == LockKind.Condition)
            {
                var mutexes = plans.Index().Where(p => p.Item.Kind == LockKind.Mutex).Select(p => p.Index).ToList();
                if (mutexes.Count == 0)
                {
                    mutexes.Add(plans.Count);
                    plans.Add(Plan(LockKind.Mutex, threads));
                }
                plans.Add(new(kind, mutexes[Below(mutexes.Count)]) { Morphs = Chance(2) });
            }
            else plans.Add(Plan(kind, threads));
        }
        return [.. plans];
    }

    LockPlan Plan(LockKind kind, int threads)
    {
        var turn = (Turn)Below(3);
        return kind switch
        {
            LockKind.Mutex => new(kind)
            {
                Turn = turn, IsBarging = Chance(2), Spin = Chance(2) ? 0 : 1 + Below(8), IsRecursive = Chance(4),
                IsRobust = Chance(2),
            },
            LockKind.Semaphore when 1 + Below(3) is var permits => new(kind, permits)
            {
                Turn = turn, IsBarging = Chance(2), Missing = Chance(3) ? 1 + Below(permits) : 0,
            },
            LockKind.ReadWriteLock => new(kind) { Preferred = (Preferred)Below(3) },
            LockKind.Barrier => new(kind, 1 + Below(threads)),
            LockKind.Latch => new(kind, 1 + Below(4)),
            LockKind.SpinLock => new(kind) { Spinning = (Spinning)Below(2) },
            _ => new(kind),
        };
    }

    Step[] Steps(int most)
    {
        var steps = new List<Step>();
        for (var left = 1 + Below(most); left > 0; left--) Add(steps);
        return [.. steps];
    }

    void Add(List<Step> steps)
    {
        switch (Below(depth < 3 ? 16 : 6))
        {
            case < 3: steps.Add(Step.Compute(Time())); break;
            case 3: steps.Add(Step.Sleep(Time())); break;
            case 4 when Chance(2): steps.Add(Step.Yield()); break;
            case 4 when Chance(6): steps.Add(Step.Exit()); break;
            case 5 when Chance(3): steps.Add(Step.Join(0)); break;
            case 6: steps.Add(Step.Repeat(Below(4), Inner())); break;
            case 7 when Chance(3): steps.Add(Step.Spawn(0, Inner())); break;
            case > 5: Use(steps, Below(locks.Length)); break;
            default: steps.Add(Step.Compute(Time())); break;
        }
    }

    void Use(List<Step> steps, int which)
    {
        switch (locks[which].Kind)
        {
            case LockKind.ReadWriteLock when Chance(2):
                steps.Add(Chance(12) ? Limited(Step.ReadLock(which), oneIn: 1) : Step.ReadLock(which));
                if (!Chance(12)) steps.AddRange([.. Inner(), Step.Unlock(which)]);
                break;
            case LockKind.SequenceLock when Chance(2):
                steps.Add(Step.ReadAgain(which, Step.Compute(1 + Time())));
                break;
            case LockKind.Condition: Meet(steps, which, locks[which].Number); break;
            case LockKind.Barrier: steps.Add(Limited(Step.Arrive(which), oneIn: 3)); break;
            case LockKind.Latch: steps.Add(Chance(2) ? Step.Arrive(which) : Limited(Step.Wait(which), oneIn: 3)); break;
            case LockKind.Once: steps.Add(Step.Once(which, Inner())); break;
            default: Hold(steps, which); break;
        }
    }

    void Meet(List<Step> steps, int condition, int mutex)
    {
        switch (Below(4))
        {
            case 0: steps.Add(Chance(2) ? Step.Notify(condition) : Step.NotifyAll(condition)); break;
            case 1: steps.Add(Step.With(mutex, [.. Inner(), Step.Notify(condition)])); break;
            case 2 when Chance(6): steps.Add(Step.Wait(condition)); break;
            default:
                var wait = Step.Wait(condition);
                if (hasLimits && Chance(2)) wait = wait with { Timeout = 1 + Below(20) };
                steps.Add(Step.With(mutex, [wait, .. Inner()]));
                break;
        }
    }

    void Hold(List<Step> steps, int which)
    {
        switch (Below(6))
        {
            case 0 when Chance(4): steps.Add(Chance(2) ? Step.Lock(which) : Step.Unlock(which)); break;
            case 1 when locks[which].Kind == LockKind.ReadWriteLock:
                steps.AddRange([Step.WriteLock(which), .. Inner(), Step.Unlock(which)]);
                break;
            case 1: steps.AddRange([Step.Lock(which), .. Inner(), Step.Unlock(which)]); break;
            case 2: steps.Add(Step.TryLock(which, Inner()).Or(0, Chance(2) ? [] : Inner())); break;
            case 3:
                steps.Add(Step.With(which, Inner()).Or(hasLimits ? Below(12) : 0, Chance(2) ? [] : Inner()));
                break;
            default: steps.Add(Step.With(which, Inner())); break;
        }
    }

    Step Limited(Step step, int oneIn) =>
        hasLimits && Chance(oneIn) ? step with { Timeout = 1 + Below(11) } : step;

    Step[] Inner()
    {
        depth++;
        var inner = Steps(3);
        depth--;
        return inner;
    }

    int Time() => Chance(3) ? Below(11) : Below(4);
    bool Chance(int oneIn) => Below(oneIn) == 0;
    int Below(int bound) => (int)(random.NextBits() % (ulong)bound);
}
