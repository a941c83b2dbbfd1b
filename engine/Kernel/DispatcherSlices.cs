using Timeslice.Kernel.Jumping;

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
        var left = threads[cpu.Thread].Left;
        cpu.IsSliceArmed = !hooks.Slices || ready > 0;
        if (!cpu.IsSliceArmed) everySliceArmed = false;
        if (!hooks.Slices || ready == 0)
        {
            SetTimer(cpu, left);
            return;
        }
        var untilEnd = scheduler.Slice(cpu.Thread, new(machine.Now - cpu.SliceStart)).Nanoseconds;
        if (untilEnd == 0) Decide(cpu);
        else SetTimer(cpu, Math.Min(left, untilEnd));
    }

    /// <summary>Somebody waits now: the slices of all that run must end in time.</summary>
    void ArmSlices()
    {
        everySliceArmed = true;
        foreach (var cpu in cpus)
        {
            if (cpu.IsSliceArmed || cpu.Thread < 0 || !cpu.HasTimer || cpu.State == CpuState.Switching) continue;
            // A burst that ends in this very instant ends first.
            if (machine.Now - cpu.BurstStart == threads[cpu.Thread].Left) continue;
            CancelTimer(cpu);
            Progress(cpu);
            Plan(cpu);
        }
    }

    /// <summary>What nobody watches and nothing can disturb need not be gone through slice by slice.</summary>
    void JumpRounds(RoundJump jump)
    {
        if (machine.Observer is not null || !jump.TryJump(out var switches)) return;
        threadSwitches += switches.Thread;
        processSwitches += switches.Process;
        involuntary += switches.Involuntary;
    }

    /// <summary>
    /// Charges the thread for the CPU time since its burst began or was last looked at; true when the burst is over.
    /// </summary>
    bool Progress(Cpu cpu)
    {
        ref var record = ref threads[cpu.Thread];
        record.Left -= machine.Now - cpu.BurstStart;
        cpu.BurstStart = machine.Now;
        return record.Left == 0;
    }
}
