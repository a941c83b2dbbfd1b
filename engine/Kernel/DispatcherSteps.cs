using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <content>Lets the thread on a CPU take the steps of its program. A hot file: it runs at every event.</content>
sealed partial class Dispatcher
{
    /// <summary>The thread is on its CPU: true when it takes steps, false when it owes time.</summary>
    bool TryBegin(Cpu cpu)
    {
        cpu.SliceStart = machine.Now;
        machine.Started(cpu.Thread);
        if (threads[cpu.Thread].Left == 0) return true;
        Burst(cpu);
        return false;
    }

    /// <summary>Lets the thread on a CPU take steps, then the next, until one needs time or none is left.</summary>
    void Step(Cpu cpu)
    {
        while (HasBlocked(cpu) && TryNext(cpu)) { }
    }

    /// <summary>
    /// Lets the thread take steps until it needs time or gives up the CPU; true when it has blocked.
    /// </summary>
    bool HasBlocked(Cpu cpu)
    {
        var thread = cpu.Thread;
        // What takes no time is seen by observers only.
        if (machine.Observer is null && cpu.State != CpuState.Switching)
            machine.Enter(thread, ThreadState.RunningUser);
        else Enter(cpu, ThreadFlags.None);
        while (true)
        {
            ref var record = ref threads[thread];
            var operation = code.Steps[record.Pc];
            if (chargesOperations && MustPayFirst(operation, thread))
            {
                Burst(cpu);
                return false;
            }
            record.Pc++;
            switch (operation.Execute(machine, thread))
            {
                case Flow.Next:
                    continue;
                case Flow.Work:
                    Burst(cpu);
                    return false;
                case Flow.Yielded:
                    Leave(cpu);
                    Release(cpu, Arrival.Yielded);
                    Free(cpu);
                    return false;
                case Flow.Blocked:
                    Leave(cpu);
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>The thread gives up the CPU of itself.</summary>
    void Leave(Cpu cpu)
    {
        voluntary++;
        Mark(cpu.Thread);
    }

    void Mark(int thread) => fingerprint = fingerprint
        .With((ulong)machine.Now)
        .With((ulong)(uint)threads[thread].Cpu << 32 | (uint)thread);

    bool MustPayFirst(Operation operation, int thread)
    {
        ref var record = ref threads[thread];
        if ((record.Flags & ThreadFlags.CostPaid) != 0)
        {
            record.Flags &= ~(ThreadFlags.CostPaid | ThreadFlags.InKernel);
            return false;
        }
        var (time, inKernel) = operation.Cost(machine, thread);
        if (time == Duration.Zero) return false;
        record.Left = time.Nanoseconds;
        record.Flags |= ThreadFlags.CostPaid | (inKernel ? ThreadFlags.InKernel : ThreadFlags.None);
        return true;
    }

    void Burst(Cpu cpu)
    {
        Enter(cpu, threads[cpu.Thread].Flags);
        Plan(cpu);
    }
}
