using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <content>Lets the thread on a CPU take the steps of its program. A hot file: it runs at every event.</content>
sealed partial class Dispatcher
{
    // Before its next step, a thread asks the lock at which it contends, and takes its signals; the effect of what it
    // has paid for comes before these.
    const ThreadFlags AsksFirst = ThreadFlags.Contends | ThreadFlags.HasSignal;
    const ThreadFlags TakesFirst = ThreadFlags.Contends | ThreadFlags.CostPaid;

    /// <summary>The thread is on its CPU: true when it takes steps, false when it owes time.</summary>
    bool TryBegin(Cpu cpu)
    {
        cpu.SliceStart = cpu.ChargedAt = machine.Now;
        cpu.HasBegun = true;
        cpu.Rate.Begin(carries?[cpu.Thread] ?? 0);
        machine.Started(cpu.Thread);
        if (threads[cpu.Thread].Left == 0 || LooksFirst(cpu.Thread)) return true;
        Burst(cpu);
        return false;
    }

    /// <summary>Lets the thread on a CPU take steps, then the next, until one needs time or none is left.</summary>
    void Step(Cpu cpu)
    {
        while ((machine.SharesVariables ? HasBlockedOrDied(cpu) : HasBlocked(cpu)) && TryNext(cpu)) { }
    }

    /// <summary>The same where an operation may end half-way, with the process.</summary>
    bool HasBlockedOrDied(Cpu cpu)
    {
        try
        {
            return HasBlocked(cpu);
        }
        catch (MemoryFault fault)
        {
            machine.Fault(fault.Thread, fault.Message);
            return false;
        }
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
            Flow flow;
            if ((record.Flags & AsksFirst) != 0 && (record.Flags & TakesFirst) != ThreadFlags.CostPaid)
                flow = (record.Flags & ThreadFlags.Contends) != 0
                    ? machine.AskAgain(thread) : machine.Signalling.Take(thread);
            else
            {
                var operation = code.Steps[record.Pc];
                // What is repeated counts as paid for even where nothing costs anything.
                if ((chargesOperations || (record.Flags & ThreadFlags.CostPaid) != 0)
                    && MustPayFirst(operation, thread))
                {
                    Burst(cpu);
                    return false;
                }
                record.Pc++;
                flow = operation.Execute(machine, thread);
            }
            switch (flow)
            {
                case Flow.Next:
                    continue;
                case Flow.Work:
                    cpu.Rate.Begin();
                    if (IsTold(cpu.Queue)) TellBurst(cpu);
                    else Burst(cpu);
                    return false;
                case Flow.Yielded:
                    Leave(cpu);
                    Yield(cpu);
                    return false;
                case Flow.Blocked:
                    Leave(cpu);
                    TellBlocked(cpu);
                    if ((threads[thread].Flags & ThreadFlags.HasSignal) != 0) machine.Signalling.Blocks(thread);
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>The thread gives up the CPU and stays ready.</summary>
    void Yield(Cpu cpu)
    {
        var (queue, thread) = (cpu.Queue, cpu.Thread);
        Charge(cpu);
        cpu.Thread = -1;
        machine.Enter(thread, ThreadState.Ready);
        Enqueue(queue, thread, Arrival.Yielded);
        Free(cpu);
        BecomesCandidate(queue, thread);
    }

    /// <summary>The thread gives up the CPU of itself.</summary>
    void Leave(Cpu cpu)
    {
        voluntary++;
        prices.Leaves(cpu);
        KeepCarry(cpu.Thread, 0);
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
        // What it costs is asked as if it were executed: messages name the operation.
        record.Pc++;
        var (time, inKernel) = operation.Cost(machine, thread);
        record.Pc--;
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

    // How long its burst is, the scheduler learns now: others may be shorter.
    static bool IsTold(RunQueue queue) => queue.Ready > 0 && queue.Hooks is { Foresees: true, Preempts: true };

    void TellBurst(Cpu cpu)
    {
        Enter(cpu, threads[cpu.Thread].Flags);
        cpu.BurstStart = machine.Now;
        Reconsider(cpu, Arrival.Preempted);
    }
}
