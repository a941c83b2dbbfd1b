using Timeslice.Des;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <content>What locks do to threads that have, or want, a CPU: end their spinning, change their urgency.</content>
sealed partial class Dispatcher
{
    /// <summary>It executes on a CPU at present, and sees what happens to a lock.</summary>
    public bool IsOnCpu(int thread)
    {
        if (threads[thread].Cpu is not (>= 0 and var number)) return false;
        var cpu = cpus[number];
        return cpu.Thread == thread && cpu.HasBegun && cpu.State is CpuState.User or CpuState.System;
    }

    bool IsSpinning(int thread) => machine.IsContending(thread) && threads.Attempts[thread].IsSpinning;

    /// <summary>What a thread on a CPU has spun is known.</summary>
    public void StopSpinning(int thread)
    {
        var cpu = cpus[threads[thread].Cpu];
        if (cpu.IsInBurst) Stop(cpu);
    }

    /// <summary>A thread whose spinning was stopped has what it spun for, and goes on after a time.</summary>
    public void GoOnAfter(int thread, Duration time)
    {
        threads[thread].Left = time.Nanoseconds;
        var cpu = cpus[threads[thread].Cpu];
        // One that decides plans when it has.
        if (!cpu.IsDeciding) Plan(cpu);
    }

    /// <summary>The thread on a CPU is one of another class from now on.</summary>
    public void ChangesClass(int thread) => cpus[threads[thread].Cpu].LastClass = threads[thread].Class;

    /// <summary>A thread claims other terms from now on, wherever it stands.</summary>
    public void ChangeTerms(int thread, Terms? terms, Instant deadline, bool isMore)
    {
        var isReady = threads[thread].State == ThreadState.Ready;
        if (isReady && IsQueued(thread))
        {
            var queue = layout.Of(thread);
            queue.Policy.Remove(thread);
            threads.Lend(thread, terms, deadline);
            queue.Policy.Enqueue(thread, Arrival.Moved);
            BecomesCandidate(queue, thread);
            return;
        }
        var cpu = isReady || !threads[thread].IsHeld ? cpus[threads[thread].Cpu] : null;
        if (cpu?.Thread == thread) Charge(cpu);
        threads.Lend(thread, terms, deadline);
        if (cpu?.Thread != thread || cpu.Queue.Ready == 0 || isMore && !cpu.Queue.Hooks.Charges) return;
        if (cpu.State is CpuState.Switching or CpuState.Interrupted) cpu.DecidesAfterSwitch = true;
        else Reconsider(cpu, Arrival.Preempted);
    }
}
