using Timeslice.Des;

namespace Timeslice.Tests.Reference;

/// Small scenarios with many ties, one for each seed.
sealed class RandomScenarios
{
    RandomStream random;
    int locks, depth;

    RandomScenarios(ulong seed, string purpose = "scenario") => random = new(seed, 0, purpose);

    public static Scenario Draw(ulong seed) => new RandomScenarios(seed).Draw();

    /// The same under a policy of a kind, with claims.
    public static Scenario Draw(ulong seed, Kind kind, Queues queues = Queues.Shared)
    {
        var (scenario, draws) = (Draw(seed), new RandomScenarios(seed, "policy"));
        return scenario with
        {
            Policy = draws.Draw(kind), Queues = queues, WakesWhereItWas = queues != Queues.Shared && draws.Chance(4),
            Threads = [.. scenario.Threads.Select(t => t with { Claims = draws.Claims(scenario.Cpus) })],
        };
    }

    /// The same with bursts of many slices.
    public static Scenario DrawLong(ulong seed)
    {
        var scenario = Draw(seed);
        return scenario with { Threads = [.. scenario.Threads.Select(t => t with { Steps = Longer(t.Steps) })] };
    }

    static Step[] Longer(Step[] steps) => [.. steps.Select(
        s => s.Verb == Verb.Compute ? s with { Number = 37 * s.Number } : s with { Body = Longer(s.Body) })];

    Scenario Draw()
    {
        var isFree = Chance(3);
        var prices = isFree ? new Prices() : new Prices(Below(3), Below(4), Below(3), Below(2), Below(4));
        locks = Below(4);
        var permits = new LockPlan[locks];
        for (var i = 0; i < locks; i++) permits[i] = Chance(2) ? 0 : 1 + Below(3);
        var threads = new Starter[1 + Below(8)];
        var processes = 1 + Below(3);
        for (var i = 0; i < threads.Length; i++)
            threads[i] = new(Below(processes), Chance(2) ? 0 : Below(12), Steps(8));
        var until = Chance(4) ? Below(40) : 3_000;
        var cpus = 1 + Below(4);
        return new(cpus, Chance(3) ? Policy.Fcfs : Policy.RoundRobin(1 + Below(6)), prices, permits, until, threads);
    }

    Policy Draw(Kind kind)
    {
        var policy = new Policy(kind);
        if (policy.NeedsQuantum || kind == Kind.Priority && Chance(2))
            policy = policy with { Quantum = 1 + Below(6) };
        return kind switch
        {
            Kind.Priority => policy with { IsPreemptive = !Chance(3), Ageing = Chance(2) ? 0 : 1 + Below(5) },
            Kind.Feedback => policy with { Growth = 1 + Below(3) },
            Kind.Mlfq => policy with
            {
                Levels = 1 + Below(4), Allotment = Chance(2) ? 0 : 1 + Below(9),
                Boost = Chance(2) ? 0 : 5 + Below(20), Accounts = !Chance(3),
            },
            _ => policy,
        };
    }

    Claims Claims(int cpus)
    {
        var isBound = cpus > 1 && Chance(4);
        var period = Chance(4) ? 0 : 1 + Below(6);
        return new(Below(4) - 1, Chance(2) ? 0 : Below(40) - 20, Chance(2) ? 0 : 1 + Below(9),
            isBound ? 1 + Below((1 << cpus) - 1) : 0, Chance(2) ? 0 : period, Chance(4) ? 0 : 1 + Below(30));
    }

    Step[] Steps(int most)
    {
        var steps = new List<Step>();
        for (var left = 1 + Below(most); left > 0; left--) Add(steps);
        return [.. steps];
    }

    void Add(List<Step> steps)
    {
        switch (Below(depth < 3 ? 16 : 11))
        {
            case < 4: steps.Add(Step.Compute(Time())); break;
            case < 6: steps.Add(Step.Sleep(Time())); break;
            case 6: steps.Add(Step.Yield()); break;
            case 7: steps.Add(Step.Join(Below(2))); break;
            case 8 when Chance(4): steps.Add(Step.Exit()); break;
            case 9 when locks > 0 && Chance(5):
                steps.Add(Chance(2) ? Step.Lock(Below(locks)) : Step.Unlock(Below(locks)));
                break;
            case 11 or 12 or 13 when locks > 0: Hold(steps); break;
            case 14: steps.Add(Step.Repeat(Below(4), Inner())); break;
            case 15: steps.Add(Step.Spawn(Below(2), Inner())); break;
            default: steps.Add(Step.Compute(Time())); break;
        }
    }

    void Hold(List<Step> steps)
    {
        var which = Below(locks);
        steps.Add(Step.Lock(which));
        steps.AddRange(Inner());
        steps.Add(Step.Unlock(which));
    }

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
