namespace Timeslice.Tests.Reference;

/// <content>Which thread runs on which CPU, and until when.</content>
sealed partial class NaiveKernel
{
    void MakeReady(NaiveThread thread, How how)
    {
        thread.Queue = QueueFor(thread, how);
        thread.Doing = Doing.Ready;
        if (thread.Queue.Foresees) Foresee(thread);
        thread.Queue.Enqueue(thread, how);
        Look(thread, candidates);
        if (IdleFor(thread) is { } idle) Ask(idle);
        else WatchSlices(thread.Queue);
    }

    /// Somebody waits: the slices of those who run count.
    void WatchSlices(NaivePolicy queue)
    {
        if (!queue.HasSlices) return;
        foreach (var cpu in CpusOf(queue))
            if (cpu.HasPlan && cpu.Busy != Busy.Switching && !cpu.WatchesSlice && cpu.Thread!.Left > 0) Plan(cpu);
    }

    /// A thread that loses its CPU or yields is ready again.
    void PutBack(NaiveCpu cpu, How how)
    {
        var thread = cpu.Thread!;
        Charge(thread);
        (thread.Queue, thread.Doing) = (cpu.Queue, Doing.Ready);
        if (how == How.Yielded && cpu.Queue.Foresees) Foresee(thread);
        cpu.Queue.Enqueue(thread, how);
    }

    void Look(NaiveThread thread, List<NaiveThread> among)
    {
        if (!candidates.Contains(thread) && !waiting.Contains(thread)) among.Add(thread);
    }

    static void Charge(NaiveThread thread)
    {
        if (thread.Uncharged > 0) thread.Queue!.Ran(thread, thread.Uncharged);
        thread.Uncharged = 0;
    }

    void Happen(NaiveCpu cpu)
    {
        cpu.HasPlan = false;
        if (cpu.Busy == Busy.Switching)
        {
            if (cpu.IsContested) Ask(cpu);
            else Begin(cpu);
        }
        else if (cpu.Thread!.Left == 0) Step(cpu);
        else Plan(cpu);
    }

    /// Looks ahead to the end of the burst, or of the slice if others are ready.
    void Plan(NaiveCpu cpu)
    {
        cpu.HasPlan = false;
        cpu.WatchesSlice = cpu.Queue.HasSlices && cpu.Queue.Ready.Count > 0;
        if (cpu.WatchesSlice)
        {
            Charge(cpu.Thread!);
            cpu.SliceLeft = cpu.Queue.Slice(cpu.Thread!, cpu.Ran);
            if (cpu.SliceLeft == 0)
            {
                cpu.SliceIsOver = true;
                Ask(cpu);
                return;
            }
        }
        (cpu.HasPlan, cpu.Planned) = (true, plans++);
    }

    void Ask(NaiveCpu cpu)
    {
        // One that asked when its slice was over asks anew when it becomes free.
        asked.Remove(cpu);
        cpu.Asked = true;
        asked.Add(cpu);
    }

    /// A thread computes now: with foresight, the policy learns that others may need less.
    void Compute(NaiveCpu cpu, int time)
    {
        cpu.Thread!.Left = time;
        if (cpu.Queue is { Foresees: true, IsPreemptive: true, Ready.Count: > 0 }) Ask(cpu);
        else Burst(cpu);
    }

    /// What a thread computes next is known before it runs.
    static void Foresee(NaiveThread thread)
    {
        while (thread is { Left: 0, Next: { Verb: Verb.Compute } compute })
            (thread.Left, thread.Current) = (compute.Number, null);
    }

    void Decide(NaiveCpu cpu)
    {
        var isSliceOver = cpu.SliceIsOver;
        (cpu.Asked, cpu.SliceIsOver) = (false, false);
        if (cpu.Thread is null) Dispatch(cpu, Choose(cpu));
        else if (cpu.Queue.Ready.Count > 0) Exchange(cpu, isSliceOver ? How.SliceOver : How.Preempted);
        else if (cpu.Busy == Busy.Switching) Begin(cpu);
        else Plan(cpu);
    }

    /// Puts the thread of a CPU among the ready ones and lets the policy choose; it may go on.
    void Exchange(NaiveCpu cpu, How how)
    {
        var thread = cpu.Thread!;
        PutBack(cpu, how);
        var next = cpu.Queue.Pick(cpu.Number)!;
        if (next == thread) GoOn(cpu, how);
        else
        {
            involuntary++;
            cpu.HasPlan = false;
            // Who has had a slice takes no other's, but may take a CPU that is idle.
            Look(thread, how == How.SliceOver ? waiting : candidates);
            Dispatch(cpu, next);
        }
    }

    void GoOn(NaiveCpu cpu, How how)
    {
        cpu.Thread!.Doing = cpu.Busy == Busy.System ? Doing.System : Doing.User;
        if (how == How.SliceOver) cpu.Ran = 0;
        if (cpu.Busy == Busy.Switching) Begin(cpu);
        else Plan(cpu);
    }

    /// Somebody is ready still when all CPUs that asked have decided: a CPU that is idle looks at him, else he takes
    /// the CPU of the least urgent whom he preempts.
    void Contest(NaiveThread candidate)
    {
        if (TriesIdle(candidate)) return;
        WatchSlices(candidate.Queue!);
        if (!candidate.Queue!.IsPreemptive) return;
        NaiveCpu? victim = null;
        foreach (var cpu in CpusOf(candidate.Queue!))
        {
            if (cpu.Thread is null || cpu.IsContested || !candidate.Claims.Permits(cpu.Number)) continue;
            if (Preempts(candidate, cpu.Thread) && (victim is null || Preempts(victim.Thread!, cpu.Thread)))
                victim = cpu;
        }
        if (victim is null) return;
        // One that is switching decides when its switch ends.
        if (victim.Busy == Busy.Switching) victim.IsContested = true;
        else Exchange(victim, How.Preempted);

        bool Preempts(NaiveThread one, NaiveThread other)
        {
            if (one != candidate) Charge(one);
            Charge(other);
            return candidate.Queue!.Preempts(one, other);
        }
    }

    bool TriesIdle(NaiveThread thread)
    {
        if (IdleFor(thread) is not { } idle) return false;
        Ask(idle);
        return true;
    }

    void Dispatch(NaiveCpu cpu, NaiveThread? next)
    {
        (cpu.Thread, cpu.Busy, cpu.IsContested) = (next, Busy.Idle, false);
        if (next is null) return;
        dispatches.Add((now, cpu.Number, next.Index));
        (next.Last, next.Queue) = (cpu, cpu.Queue);
        var cost = 0;
        if (cpu.LastProcess != next.Process) { processSwitches++; cost = prices.ProcessSwitch; }
        else if (cpu.LastThread != next) { threadSwitches++; cost = prices.ThreadSwitch; }
        (cpu.LastThread, cpu.LastProcess) = (next, next.Process);
        if (cost == 0) Begin(cpu);
        else
        {
            (cpu.Busy, cpu.SwitchLeft) = (Busy.Switching, cost);
            (cpu.HasPlan, cpu.Planned) = (true, plans++);
        }
    }

    void Begin(NaiveCpu cpu)
    {
        (cpu.Ran, cpu.IsContested) = (0, false);
        if (cpu.Thread!.FirstRun < 0) cpu.Thread.FirstRun = now;
        if (cpu.Thread.Left > 0 && cpu.Thread.Attempt?.Phase != Phase.Spinning) Burst(cpu);
        else Step(cpu);
    }

    void Burst(NaiveCpu cpu)
    {
        (cpu.Busy, cpu.Thread!.Doing) = cpu.Thread.InKernel ? (Busy.System, Doing.System) : (Busy.User, Doing.User);
        Plan(cpu);
    }

    void Free(NaiveCpu cpu)
    {
        (cpu.Thread, cpu.HasPlan, cpu.Busy, cpu.SliceIsOver, cpu.IsContested) = (null, false, Busy.Idle, false, false);
        if (HasWorkFor(cpu)) Ask(cpu);
    }
}
