using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <content>What signals do to threads that have, or want, a CPU: break off what they compute, stop them.</content>
sealed partial class Dispatcher
{
    /// <summary>Whether a thread that owes time takes steps first: it spins, or has a signal to handle.</summary>
    bool LooksFirst(int thread) => (threads[thread].Flags & AsksFirst) != 0
        && (IsSpinning(thread)
            || (threads[thread].Flags & ThreadFlags.HasSignal) != 0 && machine.Signalling.TryPutAside(thread));

    /// <summary>A thread that runs handles a signal at once; one that waits for a CPU will when it has one.</summary>
    public void BreakOff(int thread)
    {
        if (threads[thread].Cpu is not (>= 0 and var number)) return;
        var cpu = cpus[number];
        if (cpu.Thread != thread || !cpu.HasBegun) return;
        var isInBurst = cpu.IsInBurst;
        if (isInBurst) Stop(cpu);
        machine.Signalling.TryPutAside(thread);
        // One that decides plans when it has.
        if (isInBurst && !cpu.IsDeciding) Plan(cpu);
    }

    /// <summary>A thread that runs or is ready stops where it stands.</summary>
    public void Halt(int thread)
    {
        Mark(thread);
        var cpu = threads[thread].Cpu is >= 0 and var number ? cpus[number] : null;
        if (cpu?.Thread == thread)
        {
            if (cpu.IsInBurst) Stop(cpu);
            involuntary++;
            prices.Leaves(cpu);
            KeepCarry(thread, cpu.HasBegun ? cpu.Rate.Carry : 0);
            machine.Enter(thread, ThreadState.Stopped);
            TellBlocked(cpu);
            Free(cpu);
            return;
        }
        var queue = layout.Of(thread);
        queue.Policy.Remove(thread);
        queue.Ready--;
        ready--;
        machine.Enter(thread, ThreadState.Stopped);
    }
}
