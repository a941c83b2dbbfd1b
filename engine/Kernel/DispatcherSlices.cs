using Timeslice.Kernel.Jumping;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel;

/// <content>How long a thread keeps its CPU: to the end of its burst, or of its slice while others wait.</content>
sealed partial class Dispatcher
{
    /// <summary>
    /// Sets the CPU's timer to the end of the burst, or of the slice when others wait and it comes first.
    /// </summary>
    void Plan(Cpu cpu)
    {
        cpu.BurstStart = machine.Now;
        if (cpu.Stolen > 0)
        {
            Steal(cpu, TakeStolen(cpu));
            return;
        }
        if (threads[cpu.Thread].Left == 0)
        {
            // A lock has ended its spinning.
            SetTimer(cpu, 0);
            return;
        }
        var queue = cpu.Queue;
        var until = cpu.Rate.TimeFor(threads[cpu.Thread].Left);
        if (queue.Hooks.Slices)
        {
            cpu.IsSliceArmed = queue.Ready > 0;
            if (!cpu.IsSliceArmed) queue.AreSlicesArmed = false;
            else
            {
                Charge(cpu);
                var ran = machine.Now - cpu.SliceStart;
                until = Math.Min(until, queue.Policy.Slice(cpu.Thread, new(ran)).Nanoseconds);
            }
        }
        if (queue.Throttles is not null) until = Math.Min(until, BudgetOf(cpu));
        if (until <= 0) Reconsider(cpu, Arrival.SliceOver);
        else SetTimer(cpu, until);
        BecomesBusy(cpu);
    }

    /// <summary>Somebody waits now: the slices of all that run must end in time.</summary>
    void ArmSlices(RunQueue queue)
    {
        queue.AreSlicesArmed = true;
        foreach (var cpu in queue.Cpus)
        {
            if (cpu.IsSliceArmed || !cpu.IsInBurst) continue;
            // A burst that ends in this very instant ends first.
            if (cpu.TimerAt == machine.Now) continue;
            Stop(cpu);
            Plan(cpu);
        }
    }

    /// <summary>What is pending of a burst is taken back; it is known how far the burst has come.</summary>
    void Stop(Cpu cpu)
    {
        CancelTimer(cpu);
        Progress(cpu);
    }

    /// <summary>What nobody watches and nothing can disturb need not be gone through slice by slice.</summary>
    void JumpRounds(RoundJump jump)
    {
        if (machine.Observer is not null || threads.AreSomeBound || interrupts is not null
            || !jump.TryJump(out var switches)) return;
        threadSwitches += switches.Thread;
        processSwitches += switches.Process;
        involuntary += switches.Involuntary;
        migrations += switches.Migrations;
    }

    /// <summary>
    /// Charges the thread for the CPU time since its burst began or was last looked at; true when the burst is over.
    /// </summary>
    bool Progress(Cpu cpu)
    {
        ref var record = ref threads[cpu.Thread];
        record.Left = Math.Max(0, record.Left - cpu.Rate.WorkIn(machine.Now - cpu.BurstStart));
        cpu.BurstStart = machine.Now;
        return record.Left == 0;
    }

    /// <summary>Tells the policy what the thread on a CPU has used since it was last told.</summary>
    void Charge(Cpu cpu)
    {
        if (!cpu.Queue.Hooks.Charges || !cpu.HasBegun) return;
        var used = machine.Now - cpu.ChargedAt;
        if (used == 0) return;
        cpu.ChargedAt = machine.Now;
        cpu.Queue.Policy.Ran(cpu.Thread, new(used));
    }

    /// <summary>What is left of the burst of the thread on a CPU is known to the nanosecond.</summary>
    void BringUpToDate(Cpu cpu)
    {
        if (cpu.Queue.Hooks.Foresees && cpu.IsInBurst) Progress(cpu);
    }

    /// <summary>The thread on a CPU is runnable no longer.</summary>
    void TellBlocked(Cpu cpu)
    {
        if (!cpu.Queue.Hooks.Charges) return;
        Charge(cpu);
        cpu.Queue.Policy.Blocked(cpu.Thread);
    }

    long BudgetOf(Cpu cpu)
    {
        Charge(cpu);
        return cpu.Queue.Throttles!.Budget(cpu.Thread).Nanoseconds;
    }

    bool IsBudgetUsedUp(Cpu cpu) => cpu.Queue.Throttles is not null && cpu.HasBegun && BudgetOf(cpu) <= 0;
}
