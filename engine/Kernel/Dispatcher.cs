using Timeslice.Des;
using Timeslice.Kernel.Jumping;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>
/// Puts ready threads on CPUs: who gets one, what the switch costs, and who decides when. A hot file: it runs at every
/// event. The steps of programs, the slices and the decisions have files of their own.
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
    readonly ThreadTable threads;
    readonly CodeStore code;
    readonly Processes.ProcessTable table;
    readonly Cpu[] cpus;
    readonly IdleCpus idle;
    readonly QueueLayout layout;
    readonly Decisions decisions = new();
    readonly SwitchPrices prices;
    readonly int timers;
    readonly bool chargesOperations;
    readonly RoundJump? rounds;
    int ready, deciding;
    Fingerprint fingerprint = Fingerprint.Start;
    long threadSwitches, processSwitches, voluntary, involuntary, migrations, timersSet;

    public Dispatcher(Machine machine, Topology topology, QueueLayout layout, Func<Scheduler> policy)
    {
        (this.machine, this.layout, simulation, threads) = (machine, layout, machine.Simulation, machine.Threads);
        cpus = [.. topology.Cpus.Select((place, number) => new Cpu(number, place, simulation))];
        idle = new(cpus.Length);
        foreach (var cpu in cpus) idle[cpu.Number] = true;
        layout.Attach(machine, cpus, idle, policy);
        timers = simulation.Register((IEventTarget)this);
        simulation.Register((IDecider)this);
        code = machine.Code;
        table = machine.Table;
        chargesOperations = machine.Costs.ChargesOperations;
        prices = new(machine);
        carries = topology.IsUniform ? null : new();
        cores = topology.HasSiblings ? new(topology, cpus) : null;
        if (layout.Queues.Any(queue => queue.Throttles is not null)) refills = new(this, simulation, layout.Queues);
        if (layout.BalanceEvery is { } every) balancing = new(this, simulation, every);
        if (topology.IsUniform && !prices.Vary && layout is Global && layout.Queues[0].Policy is ITakesTurns turns)
            rounds = new(machine, this, cpus, turns, timers);
    }

    public IReadOnlyList<Cpu> Cpus => cpus;
    public int MostReady { get; private set; }

    /// <summary>The policy, if under it some threads are more urgent than others.</summary>
    public IRanks? Ranks => layout.Queues[0].Policy as IRanks;
    public long SlicesJumped => rounds?.Slices ?? 0;
    public SwitchCounts Switches => new(threadSwitches, processSwitches, voluntary, involuntary, migrations);

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
                for (var state = CpuState.Idle; state <= CpuState.Interrupted; state++)
                    all = all.With((ulong)cpu.TimeIn(state).Nanoseconds);
            return all;
        }
    }

    public void Restart()
    {
        foreach (var cpu in cpus) cpu.Restart(machine.Now);
        (threadSwitches, processSwitches, voluntary, involuntary, migrations) = (0, 0, 0, 0, 0);
        MostReady = ready;
    }

    /// <summary>The time for which a thread slept is over. The last act of an event.</summary>
    public void WakeUp(int thread)
    {
        // A task whose first release was to come has not been ready before.
        var flags = threads[thread].Flags;
        var how = (flags & ThreadFlags.Started) == 0 ? Arrival.Born : Arrival.Woken;
        if (ready == 0 && decisions.Count == 0 && refills is null && simulation.IsInstantOver
            && (flags & ThreadFlags.HasSignal) == 0
            && layout.Place(thread, how, out var cpu) is var queue && cpu >= 0 && cpus[cpu].Queue == queue)
        {
            // What the CPU would decide when asked, without asking.
            machine.Enter(thread, ThreadState.Ready);
            Enqueue(queue, thread, how);
            CountDecision(cpus[cpu]);
            idle[cpu] = false;
            Choose(cpus[cpu]);
        }
        else MakeReady(thread, how);
        DecideAtOnce();
    }

    /// <summary>A thread may run: it queues, and a CPU that is idle will look.</summary>
    public void MakeReady(int thread, Arrival how)
    {
        if ((threads[thread].Flags & ThreadFlags.HasSignal) != 0 && machine.Signalling.HoldsBack(thread)) return;
        machine.Enter(thread, ThreadState.Ready);
        var queue = layout.Place(thread, how, out var cpu);
        Enqueue(queue, thread, how);
        if (cpu < 0) FindsNoIdleCpu(queue, thread);
        else
        {
            Decide(cpus[cpu]);
            BecomesCandidate(queue, thread);
        }
    }

    /// <summary>Takes a thread that dies out of the run queue or off its CPU.</summary>
    public void Withdraw(int thread)
    {
        Mark(thread);
        KeepCarry(thread, 0);
        var cpu = threads[thread].Cpu is >= 0 and var number ? cpus[number] : null;
        if (cpu?.Thread == thread)
        {
            TellBlocked(cpu);
            Free(cpu);
        }
        else if (threads[thread].State == ThreadState.Ready)
        {
            var queue = layout.Of(thread);
            queue.Policy.Remove(thread);
            queue.Ready--;
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
        if (cpu.State == CpuState.Interrupted) Resume(cpu);
        else if (cpu.State != CpuState.Switching)
        {
            if (Progress(cpu)) Step(cpu);
            else Plan(cpu);
        }
        else if (cpu.DecidesAfterSwitch) Reconsider(cpu, Arrival.Preempted);
        else if (TryBegin(cpu)) Step(cpu);
        DecideAtOnce();
        return true;
    }

    string IEventTarget.Describe(int number) =>
        cpus[number].Thread < 0 ? $"cpu {number}" : $"{machine.Describe(cpus[number].Thread)} on cpu {number}";

    /// <summary>A thread joins the ready ones of a queue.</summary>
    void Enqueue(RunQueue queue, int thread, Arrival how)
    {
        if (queue.Hooks.Foresees) Foresee(thread);
        queue.Policy.Enqueue(thread, how);
        queue.Ready++;
        if (++ready > MostReady) MostReady = ready;
        if (how <= Arrival.Woken) threads[thread].Flags |= ThreadFlags.Fresh;
        if (balancing is not null) balancing.IsNeeded();
    }

    void Choose(Cpu cpu)
    {
        if (TryChoose(cpu)) Step(cpu);
    }

    /// <summary>Gives a CPU the thread that the policy picks, if any; true when that takes steps at once.</summary>
    bool TryChoose(Cpu cpu)
    {
        var next = ready == 0 ? -1 : Pick(cpu);
        if (next < 0)
        {
            Enter(cpu, CpuState.Idle);
            BecomesIdle(cpu);
            return false;
        }
        return TryDispatch(cpu, next);
    }

    int Pick(Cpu cpu)
    {
        var queue = cpu.Queue;
        var next = queue.Ready == 0 ? -1 : queue.Policy.Pick(cpu.Number);
        if (next < 0 && layout.Steals && TrySteal(cpu)) next = queue.Policy.Pick(cpu.Number);
        if (next < 0) return -1;
        queue.Ready--;
        ready--;
        return next;
    }

    /// <summary>What a CPU does whose thread has blocked: true when it has another that takes steps.</summary>
    bool TryNext(Cpu cpu)
    {
        if (!HasWorkFor(cpu) || decisions.Count > 0 || refills is not null || machine.Observer is not null
            || !simulation.IsInstantOver)
        {
            Free(cpu);
            return false;
        }
        // What it would decide when asked, without asking.
        CountDecision(cpu);
        cpu.Thread = -1;
        cpu.DecidesAfterSwitch = false;
        return TryChoose(cpu);
    }

    bool HasWorkFor(Cpu cpu) => cpu.Queue.Ready > 0 || ready > 0 && layout.Steals;

    /// <summary>Gives a thread to a CPU; true when it takes steps at once.</summary>
    bool TryDispatch(Cpu cpu, int thread)
    {
        cpu.Thread = thread;
        cpu.HasBegun = false;
        ref var record = ref threads[thread];
        var from = record.Cpu;
        if (from != cpu.Number)
        {
            if (from >= 0)
            {
                record.Flags |= ThreadFlags.Migrated;
                migrations++;
            }
            record.Cpu = (short)cpu.Number;
        }
        var cost = SwitchTo(cpu, thread, record.Class, out var isSame);
        if (prices.Vary) cost += prices.Beyond(cpu, from < 0 ? null : cpus[from], thread, isSame);
        if (cpu.IsAsleep) cost += machine.Costs.IdleWake;
        if ((cpu.Stolen | cpu.Handling) != 0)
            cost += new Duration(TakeStolen(cpu) + cpu.TakeHandling(machine.Now));
        if (cost == Duration.Zero) return TryBegin(cpu);
        Enter(cpu, CpuState.Switching);
        SetTimer(cpu, cost.Nanoseconds);
        BecomesBusy(cpu);
        return false;
    }

    Duration SwitchTo(Cpu cpu, int thread, int its, out bool isSame)
    {
        isSame = cpu.LastThread == thread;
        if (isSame) return Duration.Zero;
        // Those of a class are of one process, unless that has forked.
        if (cpu.LastClass != its || table.HasForked)
        {
            var process = machine.ProcessOf(thread);
            cpu.LastClass = its;
            if (cpu.LastProcess != process)
            {
                (cpu.LastThread, cpu.LastProcess) = (thread, process);
                processSwitches++;
                return machine.Costs.ProcessSwitch;
            }
        }
        cpu.LastThread = thread;
        threadSwitches++;
        return machine.Costs.ThreadSwitch;
    }

    /// <summary>The CPU has no thread any more; it looks for another if there is one.</summary>
    void Free(Cpu cpu)
    {
        if (cpu.HasTimer) CancelTimer(cpu);
        cpu.Thread = -1;
        cpu.DecidesAfterSwitch = false;
        Enter(cpu, CpuState.Idle);
        if (HasWorkFor(cpu) || cpu.IsDeciding) Decide(cpu);
        else BecomesIdle(cpu);
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
        if (delay >= Machine.Endless / 2 && IsSpinning(cpu.Thread))
        {
            cpu.TimerAt = long.MaxValue;
            return;
        }
        (cpu.TimerAt, cpu.TimerOrder) = (machine.Now + delay, timersSet++);
        simulation.After(new Duration(delay), timers + cpu.Number, cpu.Generation);
    }

    void CancelTimer(Cpu cpu)
    {
        cpu.HasTimer = false;
        cpu.Generation++;
        if (cpu.TimerAt != long.MaxValue) simulation.Cancelled();
    }
}
