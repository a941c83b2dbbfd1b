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
        if (s.Cpus > 1) yield return s with { Cpus = s.Cpus - 1 };
        if (s.Prices != new Prices()) yield return s with { Prices = new() };
        foreach (var prices in Smaller(s.Prices)) yield return s with { Prices = prices };
        if (s.Quantum > 0) yield return s with { Quantum = 0 };
        if (s.Quantum > 1) yield return s with { Quantum = s.Quantum - 1 };
        for (var i = 0; i < s.Threads.Length; i++)
            foreach (var smaller in Smaller(s.Threads[i]))
                yield return s with { Threads = [.. s.Threads[..i], smaller, .. s.Threads[(i + 1)..]] };
        for (var i = 0; i < s.Locks.Length; i++)
            if (s.Locks[i] > 0)
                yield return s with { Locks = [.. s.Locks[..i], s.Locks[i] - 1, .. s.Locks[(i + 1)..]] };
    }

    static IEnumerable<Prices> Smaller(Prices p)
    {
        if (p.ThreadSwitch > 0) yield return p with { ThreadSwitch = p.ThreadSwitch - 1 };
        if (p.ProcessSwitch > 0) yield return p with { ProcessSwitch = p.ProcessSwitch - 1 };
        if (p.SystemCall > 0) yield return p with { SystemCall = p.SystemCall - 1 };
        if (p.LockOperation > 0) yield return p with { LockOperation = p.LockOperation - 1 };
        if (p.ThreadCreate > 0) yield return p with { ThreadCreate = p.ThreadCreate - 1 };
    }

    static IEnumerable<Starter> Smaller(Starter t)
    {
        foreach (var steps in Smaller(t.Steps)) yield return t with { Steps = steps };
        if (t.At > 0) yield return t with { At = 0 };
        if (t.At > 1) yield return t with { At = t.At - 1 };
        if (t.Process > 0) yield return t with { Process = t.Process - 1 };
    }

    static IEnumerable<Step[]> Smaller(Step[] steps)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var (before, after) = (steps[..i], steps[(i + 1)..]);
            yield return [.. before, .. after];
            if (steps[i].Body.Length > 0) yield return [.. before, .. steps[i].Body, .. after];
            if (steps[i].Number > 0) yield return [.. before, steps[i] with { Number = steps[i].Number - 1 }, .. after];
            foreach (var body in Smaller(steps[i].Body))
                yield return [.. before, steps[i] with { Body = body }, .. after];
        }
    }
}
