using Timeslice.Des;
using Timeslice.Kernel.Jumping;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>
/// Puts ready threads on CPUs: who gets one, what the switch costs, and who decides when. A hot file: it runs at every
/// event. The steps of programs and the slices have files of their own.
/// </summary>
/// <remarks>
/// Tickless: a CPU has one pending event, the end of its switch or burst, or of its slice when others are ready. A CPU
/// that is free, or whose slice is over, decides at the end of the instant: it sees every thread that became ready in
/// that instant, whatever the order of events was.
/// </remarks>
sealed partial class Dispatcher : IEventTarget, IDecider
{
    readonly Machine machine;
    readonly Simulation simulation;
    readonly Scheduler scheduler;
    readonly Hooks hooks;
    readonly ThreadTable threads;
    readonly CodeStore code;
    readonly Cpu[] cpus;
    readonly IdleCpus idle;
    readonly Decisions decisions;
    readonly int timers;
    readonly bool chargesOperations;
    readonly RoundJump? rounds;
    int ready, deciding;
    bool everySliceArmed = true;
    Fingerprint fingerprint = Fingerprint.Start;
    long threadSwitches, processSwitches, voluntary, involuntary, timersSet;

    public Dispatcher(Machine machine, int count, Scheduler scheduler)
    {
        (this.machine, this.scheduler, simulation, threads) = (machine, scheduler, machine.Simulation, machine.Threads);
        if (scheduler.Threads is not null)
            throw new ArgumentException("serves another machine: each needs its own", nameof(scheduler));
        scheduler.Threads = threads;
        hooks = new(scheduler);
        cpus = [.. Enumerable.Range(0, count).Select(number => new Cpu(number, simulation))];
        idle = new(count);
        foreach (var cpu in cpus) idle[cpu.Number] = true;
        timers = simulation.Register((IEventTarget)this);
        simulation.Register((IDecider)this);
        decisions = new(cpus);
        code = machine.Code;
        chargesOperations = machine.Costs.ChargesOperations;
        if (scheduler is ITakesTurns turns) rounds = new(machine, this, cpus, turns, timers);
    }

    public IReadOnlyList<Cpu> Cpus => cpus;
    public long SlicesJumped => rounds?.Slices ?? 0;
    public SwitchCounts Switches => new(threadSwitches, processSwitches, voluntary, involuntary);

    /// <summary>
    /// A hash of every giving up of a CPU (when, where, who) and of the totals. Not of slices, which may be jumped.
    /// </summary>
    public Fingerprint Fingerprint
    {
        get
        {
            var all = fingerprint.With((ulong)threadSwitches).With((ulong)processSwitches);
            all = all.With((ulong)voluntary).With((ulong)involuntary);
            foreach (var cpu in cpus)
                for (var state = CpuState.Idle; state <= CpuState.System; state++)
                    all = all.With((ulong)cpu.TimeIn(state).Nanoseconds);
            return all;
        }
    }

    public void Restart()
    {
        foreach (var cpu in cpus) cpu.Restart(machine.Now);
        (threadSwitches, processSwitches, voluntary, involuntary) = (0, 0, 0, 0);
    }

    /// <summary>The time for which a thread slept is over. The last act of an event.</summary>
    public void WakeUp(int thread)
    {
        if (ready == 0 && decisions.Count == 0 && simulation.IsInstantOver
            && idle.Choose(threads[thread].Cpu) is >= 0 and var cpu)
        {
            // What the CPU would decide when asked, without asking.
            machine.Enter(thread, ThreadState.Ready);
            scheduler.Enqueue(thread, Arrival.Woken);
            ready = 1;
            CountDecision(cpus[cpu]);
            idle[cpu] = false;
            Choose(cpus[cpu]);
        }
        else MakeReady(thread, Arrival.Woken);
        DecideAtOnce();
    }

    /// <summary>A thread may run: it queues, and a CPU that is idle will look.</summary>
    public void MakeReady(int thread, Arrival how)
    {
        Queue(thread, how);
        if (idle.Choose(threads[thread].Cpu) is >= 0 and var cpu) Decide(cpus[cpu]);
        else if (!everySliceArmed) ArmSlices();
    }

    /// <summary>Takes a thread that dies out of the run queue or off its CPU.</summary>
    public void Withdraw(int thread)
    {
        Mark(thread);
        var cpu = threads[thread].Cpu is >= 0 and var number ? cpus[number] : null;
        if (cpu?.Thread == thread) Free(cpu);
        else if (threads[thread].State == ThreadState.Ready)
        {
            scheduler.Remove(thread);
            ready--;
        }
        // The number may be given to another thread, to which a switch costs.
        if ((threads[thread].Flags & ThreadFlags.Migrated) == 0)
        {
            if (cpu?.LastThread == thread) cpu.LastThread = -1;
            return;
        }
        foreach (var other in cpus)
            if (other.LastThread == thread) other.LastThread = -1;
    }

    bool IEventTarget.IsLive(int number, uint generation) => cpus[number].Generation == generation;

    bool IEventTarget.TryFire(int number, uint generation)
    {
        var cpu = cpus[number];
        if (cpu.Generation != generation) return false;
        cpu.HasTimer = false;
        if (cpu.State != CpuState.Switching)
        {
            if (Progress(cpu)) Step(cpu);
            else Plan(cpu);
        }
        else if (TryBegin(cpu)) Step(cpu);
        DecideAtOnce();
        return true;
    }

    bool IDecider.IsUndecided => decisions.Count > 0;

    void IDecider.Decide()
    {
        simulation.TakeDecision(this);
        if (decisions.Take() is { } cpu) TakeDecision(cpu);
        DecideAtOnce();
    }

    string IDecider.Describe() => DescribeDecision(decisions.Count > 0 ? decisions.Next : cpus[deciding]);

    // One that nobody asked for, since nothing else is left in the instant.
    void CountDecision(Cpu cpu)
    {
        deciding = cpu.Number;
        simulation.CountDecision(this);
    }

    // What the simulation would ask for next, without the way there and back.
    void DecideAtOnce()
    {
        while (decisions.Count > 0 && simulation.IsInstantOver)
        {
            simulation.TakeDecision(this);
            if (decisions.Take() is { } cpu) TakeDecision(cpu);
        }
        if (ready > 0 && decisions.Count == 0 && rounds is not null) JumpRounds(rounds);
    }

    string IEventTarget.Describe(int number) =>
        cpus[number].Thread < 0 ? $"cpu {number}" : $"{machine.Describe(cpus[number].Thread)} on cpu {number}";

    void Decide(Cpu cpu)
    {
        idle[cpu.Number] = false;
        simulation.AskForDecision();
        decisions.Ask(cpu);
    }

    void TakeDecision(Cpu cpu)
    {
        if (cpu.Thread >= 0)
        {
            // Its slice is over; a thread that is alone goes on.
            if (ready == 0)
            {
                Plan(cpu);
                return;
            }
            involuntary++;
            Release(cpu, Arrival.SliceOver);
        }
        Choose(cpu);
    }

    void Choose(Cpu cpu)
    {
        if (TryChoose(cpu)) Step(cpu);
    }

    /// <summary>Gives a CPU the thread that the policy picks, if any; true when that takes steps at once.</summary>
    bool TryChoose(Cpu cpu)
    {
        var next = ready == 0 ? -1 : scheduler.Pick(cpu.Number);
        if (next < 0)
        {
            Enter(cpu, CpuState.Idle);
            idle[cpu.Number] = true;
            return false;
        }
        ready--;
        return TryDispatch(cpu, next);
    }

    /// <summary>What a CPU does whose thread has blocked: true when it has another that takes steps.</summary>
    bool TryNext(Cpu cpu)
    {
        if (ready == 0 || decisions.Count > 0 || machine.Observer is not null || !simulation.IsInstantOver)
        {
            Free(cpu);
            return false;
        }
        // What it would decide when asked, without asking.
        CountDecision(cpu);
        cpu.Thread = -1;
        return TryChoose(cpu);
    }

    /// <summary>Gives a thread to a CPU; true when it takes steps at once.</summary>
    bool TryDispatch(Cpu cpu, int thread)
    {
        cpu.Thread = thread;
        ref var record = ref threads[thread];
        if (record.Cpu != cpu.Number)
        {
            if (record.Cpu >= 0) record.Flags |= ThreadFlags.Migrated;
            record.Cpu = (short)cpu.Number;
        }
        var cost = SwitchTo(cpu, thread, record.Class);
        if (cost == Duration.Zero) return TryBegin(cpu);
        Enter(cpu, CpuState.Switching);
        SetTimer(cpu, cost.Nanoseconds);
        return false;
    }

    Duration SwitchTo(Cpu cpu, int thread, int its)
    {
        if (cpu.LastClass != its)
        {
            var process = machine.ClassOf(thread).Process;
            cpu.LastClass = its;
            if (cpu.LastProcess != process)
            {
                (cpu.LastThread, cpu.LastProcess) = (thread, process);
                processSwitches++;
                return machine.Costs.ProcessSwitch;
            }
        }
        else if (cpu.LastThread == thread) return Duration.Zero;
        cpu.LastThread = thread;
        threadSwitches++;
        return machine.Costs.ThreadSwitch;
    }

    /// <summary>The thread gives up the CPU and stays ready.</summary>
    void Release(Cpu cpu, Arrival how)
    {
        var thread = cpu.Thread;
        cpu.Thread = -1;
        Queue(thread, how);
    }

    void Queue(int thread, Arrival how)
    {
        machine.Enter(thread, ThreadState.Ready);
        scheduler.Enqueue(thread, how);
        ready++;
    }

    /// <summary>The CPU has no thread any more; it looks for another if there is one.</summary>
    void Free(Cpu cpu)
    {
        if (cpu.HasTimer) CancelTimer(cpu);
        cpu.Thread = -1;
        Enter(cpu, CpuState.Idle);
        if (ready > 0 || cpu.IsDeciding) Decide(cpu);
        else idle[cpu.Number] = true;
    }

    void Enter(Cpu cpu, ThreadFlags mode)
    {
        var inKernel = (mode & ThreadFlags.InKernel) != 0;
        Enter(cpu, inKernel ? CpuState.System : CpuState.User);
        machine.Enter(cpu.Thread, inKernel ? ThreadState.RunningSystem : ThreadState.RunningUser);
    }

    void Enter(Cpu cpu, CpuState state)
    {
        if (cpu.State == state && cpu.ShownThread == cpu.Thread) return;
        cpu.ShownThread = cpu.Thread;
        cpu.Enter(state, machine.Now);
        machine.Observer?.CpuChanged(machine, cpu.Number, state, cpu.Thread);
    }

    internal void SetTimer(Cpu cpu, long delay)
    {
        cpu.HasTimer = true;
        (cpu.TimerAt, cpu.TimerOrder) = (machine.Now + delay, timersSet++);
        simulation.After(new Duration(delay), timers + cpu.Number, cpu.Generation);
    }

    void CancelTimer(Cpu cpu)
    {
        cpu.HasTimer = false;
        cpu.Generation++;
        simulation.Cancelled();
    }

    string DescribeDecision(Cpu cpu)
    {
        var last = cpu.LastThread >= 0
            ? machine.Describe(cpu.LastThread)
            : $"a thread of {cpu.LastProcess?.Name ?? "nobody"}";
        return $"the dispatch of cpu {cpu.Number} after {last}";
    }
}
