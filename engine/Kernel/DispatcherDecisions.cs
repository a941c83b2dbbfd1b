using Timeslice.Des;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <content>What is decided at the end of an instant, in the order of <see cref="Deciding"/>.</content>
sealed partial class Dispatcher
{
    bool IDecider.IsUndecided => decisions.Count > 0;

    void IDecider.Decide()
    {
        TakeDecision();
        DecideAtOnce();
    }

    string IDecider.Describe()
    {
        var (what, number) = decisions.Count > 0 ? decisions.Next : (Deciding.Free, deciding);
        if (what is Deciding.Candidate or Deciding.Waiting) return $"whom {machine.Describe(number)} preempts";
        if (what == Deciding.Core) return $"how fast the cpus of core {number} are";
        var cpu = cpus[number];
        var last = cpu.LastThread >= 0
            ? machine.Describe(cpu.LastThread)
            : $"a thread of {cpu.LastProcess?.Name ?? "nobody"}";
        return $"the dispatch of cpu {cpu.Number} after {last}";
    }

    // One that nobody asked for, since nothing else is left in the instant.
    void CountDecision(Cpu cpu)
    {
        deciding = cpu.Number;
        simulation.CountDecision(this);
    }

    // What the simulation would ask for next, without the way there and back.
    void DecideAtOnce()
    {
        while (decisions.Count > 0 && simulation.IsInstantOver) TakeDecision();
        if (ready > 0 && decisions.Count == 0 && rounds is not null) JumpRounds(rounds);
    }

    void Ask(Deciding what, int number, uint generation = 0)
    {
        simulation.AskForDecision();
        decisions.Ask(what, number, generation);
    }

    /// <summary>A thread looks for a CPU when those that decide have left it ready; it asks once.</summary>
    void Ask(Deciding what, int thread, ref ThreadRecord record)
    {
        if ((record.Flags & ThreadFlags.Looks) != 0) return;
        record.Flags |= ThreadFlags.Looks;
        Ask(what, thread, record.Generation);
    }

    /// <summary>A CPU decides at the end of this instant. One that was to go on or not asks again when free.</summary>
    void Decide(Cpu cpu)
    {
        idle[cpu.Number] = false;
        cpu.IsDeciding = true;
        Ask(cpu.Thread < 0 ? Deciding.Free : Deciding.Anew, cpu.Number);
    }

    /// <summary>A CPU decides anew whether it goes on with its thread.</summary>
    void Reconsider(Cpu cpu, Arrival how)
    {
        cpu.Anew = how;
        Decide(cpu);
    }

    void TakeDecision()
    {
        simulation.TakeDecision(this);
        var (what, number, generation) = decisions.Take();
        switch (what)
        {
            case Deciding.Candidate or Deciding.Waiting: Look(number, generation, what == Deciding.Candidate); break;
            case Deciding.Core: ChangeRates(number); break;
            default:
                var cpu = cpus[number];
                if (!cpu.IsDeciding) break;
                cpu.IsDeciding = false;
                if (cpu.Thread < 0) Choose(cpu);
                else DecideAnew(cpu, cpu.Anew);
                break;
        }
        if (refills is not null) WatchRefills();
    }

    /// <summary>
    /// Puts the CPU's thread back among the ready ones and picks one of them: often the same, which then goes on.
    /// </summary>
    void DecideAnew(Cpu cpu, Arrival how)
    {
        var (queue, thread) = (cpu.Queue, cpu.Thread);
        if (cpu.HasTimer) Stop(cpu);
        if (queue.Ready == 0 && !IsBudgetUsedUp(cpu))
        {
            GoOn(cpu);
            return;
        }
        Charge(cpu);
        queue.Policy.Enqueue(thread, how);
        var next = queue.Policy.Pick(cpu.Number);
        if (next == thread)
        {
            if (how == Arrival.SliceOver) cpu.SliceStart = machine.Now;
            GoOn(cpu);
            return;
        }
        involuntary++;
        prices.Leaves(cpu);
        if (cpu.HasBegun) KeepCarry(thread, cpu.Rate.Carry);
        cpu.Thread = -1;
        cpu.DecidesAfterSwitch = false;
        if (threads[thread].State != ThreadState.Ready) machine.Enter(thread, ThreadState.Ready);
        if (next < 0)
        {
            // It is held back, or bound elsewhere.
            queue.Ready++;
            ready++;
            Choose(cpu);
            return;
        }
        if (how == Arrival.Preempted) FindsNoIdleCpu(queue, thread);
        else if (MayFindIdle) Ask(Deciding.Waiting, thread, ref threads[thread]);
        if (TryDispatch(cpu, next)) Step(cpu);
    }

    /// <summary>A CPU keeps its thread.</summary>
    void GoOn(Cpu cpu)
    {
        cpu.DecidesAfterSwitch = false;
        if (cpu.HasBegun) Plan(cpu);
        else if (TryBegin(cpu)) Step(cpu);
    }

    /// <summary>A thread is ready and no CPU is free for it.</summary>
    void FindsNoIdleCpu(RunQueue queue, int thread)
    {
        if (!queue.AreSlicesArmed) ArmSlices(queue);
        BecomesCandidate(queue, thread);
    }

    /// <summary>
    /// If the CPUs that decide leave a thread ready, it may have another: one that is idle, or one whose thread it
    /// preempts.
    /// </summary>
    void BecomesCandidate(RunQueue queue, int thread)
    {
        if (queue.Hooks.Preempts || MayFindIdle) Ask(Deciding.Candidate, thread, ref threads[thread]);
    }

    // A CPU can be idle beside a ready thread only if threads are bound or queues are many.
    bool MayFindIdle => threads.AreSomeBound || layout.Steals;

    /// <summary>From now on, a ready thread may have to look for an idle CPU itself.</summary>
    public void SomeAreBoundNow()
    {
        for (var thread = 0; thread < threads.End; thread++)
            if (IsWaiting(thread)) BecomesCandidate(layout.Of(thread), thread);
    }

    bool IsWaiting(int thread) => threads[thread].State == ThreadState.Ready && IsQueued(thread);

    void Look(int thread, uint generation, bool mayPreempt)
    {
        if (threads[thread].Generation != generation) return;
        threads[thread].Flags &= ~ThreadFlags.Looks;
        if (IsWaiting(thread) && !TryFindIdle(thread) && mayPreempt) LookForVictim(thread);
    }

    bool TryFindIdle(int waiting)
    {
        if (!MayFindIdle || layout.IdleAround(waiting) is not (>= 0 and var other)) return false;
        Decide(cpus[other]);
        return true;
    }

    /// <summary>Of the threads that a ready one preempts, the one that the others preempt loses its CPU.</summary>
    void LookForVictim(int candidate)
    {
        var queue = layout.Of(candidate);
        if (!queue.AreSlicesArmed) ArmSlices(queue);
        if (!queue.Hooks.Preempts) return;
        Cpu? victim = null;
        foreach (var cpu in queue.Cpus)
        {
            if (cpu.Thread < 0 || cpu.DecidesAfterSwitch || !threads.MayRun(candidate, cpu.Number)) continue;
            Charge(cpu);
            BringUpToDate(cpu);
            if (!queue.Policy.Preempts(candidate, cpu.Thread)) continue;
            if (victim is null || queue.Policy.Preempts(victim.Thread, cpu.Thread)) victim = cpu;
        }
        if (victim is null) return;
        if (victim.State is CpuState.Switching or CpuState.Interrupted) victim.DecidesAfterSwitch = true;
        else DecideAnew(victim, Arrival.Preempted);
    }

    // A thread that is being switched in is ready as well.
    bool IsQueued(int thread) => threads[thread].Cpu < 0 || cpus[threads[thread].Cpu].Thread != thread;
}
