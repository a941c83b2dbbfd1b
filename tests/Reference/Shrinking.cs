namespace Timeslice.Tests.Reference;

/// Makes a scenario that fails smaller as long as it fails.
static class Shrinking
{
    public static Scenario Smallest(Scenario scenario, Func<Scenario, bool> fails)
    {
        while (Smaller(scenario).FirstOrDefault(fails) is { } smaller) scenario = smaller;
        return scenario;
    }

    static IEnumerable<Scenario> Smaller(Scenario s)
    {
        for (var i = 0; i < s.Threads.Length; i++)
            yield return s with { Threads = [.. s.Threads[..i], .. s.Threads[(i + 1)..]] };
        if (s.Cpus > 1 && s.Threads.All(t => t.Claims.Affinity == 0))
            yield return s with { Cpus = s.Cpus - 1 };
        if (s.WakesWhereItWas) yield return s with { WakesWhereItWas = false };
        if (s.Queues != Queues.Shared) yield return s with { Queues = s.Queues - 1 };
        if (s.Prices != new Prices()) yield return s with { Prices = new() };
        foreach (var prices in Smaller(s.Prices)) yield return s with { Prices = prices };
        foreach (var policy in Smaller(s.Policy)) yield return s with { Policy = policy };
        for (var i = 0; i < s.Threads.Length; i++)
            foreach (var smaller in Smaller(s.Threads[i]))
                yield return s with { Threads = [.. s.Threads[..i], smaller, .. s.Threads[(i + 1)..]] };
        for (var i = 0; i < s.Locks.Length; i++)
            foreach (var smaller in Smaller(s.Locks[i]))
                yield return s with { Locks = [.. s.Locks[..i], smaller, .. s.Locks[(i + 1)..]] };
    }

    static IEnumerable<LockPlan> Smaller(LockPlan l)
    {
        var simplest = l.Kind == LockKind.Semaphore ? LockKind.Mutex : l.Kind;
        if (l != new LockPlan(simplest, l.Number)) yield return new(simplest, l.Number);
        if (l is { Kind: LockKind.Semaphore, Number: 1 }) yield return 0;
        if (l.Number > 1 && l.Missing < l.Number) yield return l with { Number = l.Number - 1 };
        if (l.Turn != Turn.Fifo) yield return l with { Turn = Turn.Fifo };
        if (l.IsBarging) yield return l with { IsBarging = false };
        if (l.Spin > 0) yield return l with { Spin = 0 };
        if (l.Spin > 1) yield return l with { Spin = l.Spin - 1 };
        if (l.IsRecursive) yield return l with { IsRecursive = false };
        if (l.IsRobust) yield return l with { IsRobust = false };
        if (l.Morphs) yield return l with { Morphs = false };
        if (l.Preferred != Preferred.None) yield return l with { Preferred = Preferred.None };
        if (l.Spinning != Spinning.Ticket) yield return l with { Spinning = Spinning.Ticket };
        if (l.Missing > 0) yield return l with { Missing = l.Missing - 1 };
    }

    static IEnumerable<Prices> Smaller(Prices p)
    {
        if (p.ThreadSwitch > 0) yield return p with { ThreadSwitch = p.ThreadSwitch - 1 };
        if (p.ProcessSwitch > 0) yield return p with { ProcessSwitch = p.ProcessSwitch - 1 };
        if (p.SystemCall > 0) yield return p with { SystemCall = p.SystemCall - 1 };
        if (p.LockOperation > 0) yield return p with { LockOperation = p.LockOperation - 1 };
        if (p.ThreadCreate > 0) yield return p with { ThreadCreate = p.ThreadCreate - 1 };
        if (p.CacheLine > 0) yield return p with { CacheLine = p.CacheLine - 1 };
    }

    static IEnumerable<Starter> Smaller(Starter t)
    {
        foreach (var steps in Smaller(t.Steps)) yield return t with { Steps = steps };
        if (t.At > 0) yield return t with { At = 0 };
        if (t.At > 1) yield return t with { At = t.At - 1 };
        if (t.Process > 0) yield return t with { Process = t.Process - 1 };
        foreach (var claims in Smaller(t.Claims)) yield return t with { Claims = claims };
    }

    static IEnumerable<Claims> Smaller(Claims c)
    {
        if (c != new Claims()) yield return new();
        if (c.Priority != 0) yield return c with { Priority = 0 };
        if (c.Nice != 0) yield return c with { Nice = 0 };
        if (c.Tickets != 0) yield return c with { Tickets = 0 };
        if (c.Affinity != 0) yield return c with { Affinity = 0 };
        if (c.Period != 0) yield return c with { Period = 0 };
        if (c.Deadline != 0) yield return c with { Deadline = 0 };
        if (c.Deadline > 1) yield return c with { Deadline = c.Deadline - 1 };
    }

    static IEnumerable<Policy> Smaller(Policy p)
    {
        if (p.Kind == Kind.RoundRobin) yield return Policy.Fcfs;
        if (p.Quantum > 0 && !p.NeedsQuantum) yield return p with { Quantum = 0 };
        if (p.Quantum > 1) yield return p with { Quantum = p.Quantum - 1 };
        if (p.Ageing > 0) yield return p with { Ageing = 0 };
        if (p.Ageing > 1) yield return p with { Ageing = p.Ageing - 1 };
        if (p.Growth > 1) yield return p with { Growth = p.Growth - 1 };
        if (p.Kind == Kind.Mlfq && p.Levels > 1) yield return p with { Levels = p.Levels - 1 };
        if (p.Allotment > 0) yield return p with { Allotment = 0 };
        if (p.Allotment > 1) yield return p with { Allotment = p.Allotment - 1 };
        if (p.Boost > 0) yield return p with { Boost = 0 };
        if (!p.IsPreemptive) yield return p with { IsPreemptive = true };
        if (!p.Accounts) yield return p with { Accounts = true };
    }

    static IEnumerable<Step[]> Smaller(Step[] steps)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var (before, after) = (steps[..i], steps[(i + 1)..]);
            yield return [.. before, .. after];
            if (steps[i].Body.Length > 0) yield return [.. before, .. steps[i].Body, .. after];
            if (steps[i].Number > 1 || steps[i] is { Number: 1, Verb: not Verb.Compute })
                yield return [.. before, steps[i] with { Number = steps[i].Number - 1 }, .. after];
            // Who reads nothing reads again for ever in one instant.
            foreach (var body in Smaller(steps[i].Body).Where(b => b.Length > 0 || steps[i].Verb != Verb.ReadAgain))
                yield return [.. before, steps[i] with { Body = body }, .. after];
            if (steps[i].Timeout is > 0 and { } time)
                yield return [.. before, steps[i] with { Timeout = time - 1 }, .. after];
            if (steps[i].Timeout is not null && steps[i].Verb != Verb.TryLock)
                yield return [.. before, steps[i] with { Timeout = null, Else = [] }, .. after];
            foreach (var otherwise in Smaller(steps[i].Else))
                yield return [.. before, steps[i] with { Else = otherwise }, .. after];
        }
    }
}
