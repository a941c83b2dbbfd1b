namespace Timeslice.Tests.Reference;

/// <content>What threads do, step by step.</content>
sealed partial class NaiveKernel
{
    void Step(NaiveCpu cpu)
    {
        var thread = cpu.Thread!;
        while (true)
        {
            (cpu.Busy, thread.Doing) = (Busy.User, Doing.User);
            if (thread.Attempt is not null)
            {
                if (!Continues(cpu, thread)) return;
                continue;
            }
            if (thread.Next is not { } step) { Die(thread); return; }
            var (cost, inKernel) = thread.Paid ? (0, false) : CostOf(cpu, thread, step);
            if (cost > 0)
            {
                (thread.Left, thread.Paid, thread.InKernel) = (cost, true, inKernel);
                Burst(cpu);
                return;
            }
            (thread.Current, thread.Paid, thread.InKernel) = (null, false, false);
            if (!GoesOn(cpu, thread, step)) return;
        }
    }

    (int, bool) CostOf(NaiveCpu cpu, NaiveThread thread, Step step) => step.Verb switch
    {
        Verb.Sleep or Verb.Yield or Verb.Join or Verb.Exit => (prices.SystemCall, true),
        Verb.Spawn => (prices.ThreadCreate, true),
        Verb.Compute => (0, false),
        _ => CostOfLock(cpu, thread, step),
    };

    /// Has the step's effect; true when the thread takes its next step at once.
    bool GoesOn(NaiveCpu cpu, NaiveThread thread, Step step)
    {
        switch (step.Verb)
        {
            case Verb.Compute:
                if (step.Number == 0) return true;
                Compute(cpu, step.Number);
                return false;
            case Verb.Sleep:
                if (step.Number == 0) return true;
                (thread.WakeAt, thread.Planned) = (now + step.Number, plans++);
                Block(cpu, thread, Doing.Sleeping);
                return false;
            case Verb.Yield:
                voluntary++;
                PutBack(cpu, How.Yielded);
                Look(thread, candidates);
                Free(cpu);
                return false;
            case Verb.Spawn:
                thread.Children[step.Of] = thread.Children.GetValueOrDefault(step.Of) + 1;
                Create(thread.Process, step.Body, thread.Claims, thread, step.Of);
                return true;
            case Verb.Join:
                if (thread.Children.GetValueOrDefault(step.Of) == 0) return true;
                (thread.AwaitedJoin, thread.Doing) = (step.Of, Doing.OnJoin);
                LookForCycle(thread);
                Block(cpu, thread, Doing.OnJoin);
                return false;
            case Verb.Exit:
                var victims = all.Where(t => t.Doing != Doing.Exited && t.Process == thread.Process);
                foreach (var victim in victims.OrderBy(t => t.Number).ToList()) Die(victim);
                // Threads that were to start later in it never do.
                over.Add(thread.Process);
                arrivals.RemoveAll(arrival => arrival.Thread.Process == thread.Process);
                return false;
            default: return DoesWithLock(cpu, thread, step);
        }
    }

    void Block(NaiveCpu cpu, NaiveThread thread, Doing state)
    {
        (thread.Doing, thread.BlockedSince) = (state, now);
        voluntary++;
        Charge(thread);
        thread.Queue!.Left(thread);
        Free(cpu);
    }

    void Create(int process, Step[] steps, Claims claims, NaiveThread? parent, int nameOfJoin)
    {
        var number = freeNumbers.Count > 0 ? freeNumbers.Pop() : numbers++;
        var born = new NaiveThread
        {
            Index = all.Count, Number = number, Process = process,
            Claims = claims, BornAt = now, Parent = parent, NameOfJoin = nameOfJoin,
        };
        born.Steps = Walk(born, steps).GetEnumerator();
        all.Add(born);
        MakeReady(born, How.Born);
    }

    void Die(NaiveThread thread)
    {
        LeaveLocks(thread);
        thread.Queue!.Remove(thread);
        if (cpus.Find(c => c.Thread == thread) is { } cpu)
        {
            Charge(thread);
            thread.Queue.Left(thread);
            Free(cpu);
        }
        (thread.Doing, thread.ExitAt) = (Doing.Exited, now);
        if (thread.Parent is { Doing: not Doing.Exited } parent && --parent.Children[thread.NameOfJoin] == 0
            && parent.Doing == Doing.OnJoin && parent.AwaitedJoin == thread.NameOfJoin)
            MakeReady(parent, How.Woken);
        freeNumbers.Push(thread.Number);
    }

    /// The steps as they come, through repeats and whatever depends on what came of an attempt.
    static IEnumerable<Step> Walk(NaiveThread self, Step[] steps)
    {
        foreach (var step in steps)
        {
            switch (step.Verb)
            {
                case Verb.Repeat:
                    for (var turn = 0; turn < step.Number; turn++)
                        foreach (var inner in Walk(self, step.Body)) yield return inner;
                    break;
                case Verb.With or Verb.TryLock:
                    yield return step;
                    foreach (var inner in Walk(self, Next(self, step)))
                        yield return inner;
                    break;
                case Verb.Once:
                    yield return step with { Verb = Verb.Begin };
                    if (self.Outcome == 0) break;
                    foreach (var inner in Walk(self, step.Body)) yield return inner;
                    yield return step with { Verb = Verb.End };
                    break;
                case Verb.ReadAgain:
                    yield return step with { Verb = Verb.Begin };
                    do
                    {
                        foreach (var inner in Walk(self, step.Body)) yield return inner;
                        yield return step with { Verb = Verb.End };
                    }
                    while (self.Outcome == 0);
                    break;
                default: yield return step; break;
            }
        }
    }

    static Step[] Next(NaiveThread self, Step step) =>
        self.Outcome > 0 ? [.. step.Body, step with { Verb = Verb.Unlock }] : step.Else;
}
