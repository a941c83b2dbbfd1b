using Timeslice.Des;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Jumping;

/// <summary>
/// Advances threads that take turns by whole rounds, by arithmetic: to where, to the nanosecond and to the event, they
/// would have come slice by slice.
/// </summary>
/// <remarks>
/// C CPUs run threads x₀ … x₍C−1₎, in the order in which their slices will end; R threads stand in line, R ≥ 1. At the
/// end of a slice its thread goes to the end of the line and the first of the line gets the CPU. So let Z be the line
/// with x₀ … x₍C−1₎ added to it, N = R + C: at end k, thread Z[k mod N] is dispatched; at end k + C, on the same CPU,
/// it is preempted. That goes on until something else happens: all K ends before that are jumped. K ≥ 2C, so that every
/// CPU is dispatched anew. The last N of the ends begin the last turns of the threads, and those of the last C are on
/// CPUs afterwards.
/// </remarks>
sealed class RoundJump
{
    readonly Machine machine;
    readonly Dispatcher dispatcher;
    readonly Simulation simulation;
    readonly ThreadTable threads;
    readonly ITakesTurns turns;
    readonly Foresight foresight;
    readonly SliceEnds ends;
    readonly long quantum, cost;
    readonly int cpus;
    long count, now, migrations;
    int all;

    /// <param name="timers">The id of the first CPU's events.</param>
    public RoundJump(Machine machine, Dispatcher dispatcher, Cpu[] cpus, ITakesTurns turns, int timers)
    {
        (this.machine, this.dispatcher, this.turns) = (machine, dispatcher, turns);
        (simulation, threads, this.cpus) = (machine.Simulation, machine.Threads, cpus.Length);
        (quantum, cost) = (turns.Quantum.Nanoseconds, machine.Costs.ThreadSwitch.Nanoseconds);
        ends = new(cpus.Length);
        foresight = new(machine, cpus, turns, timers, ends);
    }

    /// <summary>Slices jumped so far.</summary>
    public long Slices { get; private set; }

    /// <summary>At the end of an instant: jumps if that is worthwhile, and tells of the switches.</summary>
    public bool TryJump(out SwitchCounts switches)
    {
        switches = default;
        count = foresight.Look();
        if (count == 0) return false;
        Slices += count;
        all = turns.Line.Count + cpus;
        now = ends[count - 1];
        // The slices of the last that were dispatched have begun, or their switches still last.
        var firstSwitching = Math.Max(count - cpus, ends.Before(now - cost + 1));
        simulation.JumpTo(now, EventsUntil(firstSwitching));
        foreach (ref readonly var end in ends.First) FinishSlice(end);
        var processSwitches = ProcessSwitches();
        migrations = 0;
        TakeTurns();
        switches = new(count - processSwitches, processSwitches, Voluntary: 0, Involuntary: count, migrations);
        PlanFrom(firstSwitching);
        return true;
    }

    // For each slice, its end and the decision; where switches take time, the ends of those that are over.
    long EventsUntil(long firstSwitching)
    {
        if (cost == 0) return 2 * count;
        var over = firstSwitching;
        foreach (ref readonly var end in ends.First)
            if (end.IsSwitching) over++;
        return 2 * count + over;
    }

    void FinishSlice(in FirstEnd end)
    {
        var (cpu, thread) = (end.Cpu, end.Cpu.Thread);
        ref var record = ref threads[thread];
        if (end.IsSwitching)
        {
            cpu.SliceStart = cpu.BurstStart = end.Time - quantum;
            cpu.Enter(CpuState.User, cpu.SliceStart);
            Spend(thread, ref record, ThreadState.Ready, cpu.SliceStart - record.Since);
        }
        cpu.Enter(CpuState.Switching, end.Time);
        record.Left -= end.Time - cpu.BurstStart;
        Spend(thread, ref record, ThreadState.RunningUser, end.Time - record.Since);
        record.State = ThreadState.Ready;
        turns.Line.Add(threads, thread);
    }

    // Each thread succeeds the one that stands C places before it in Z, which is a circle.
    long ProcessSwitches()
    {
        if (machine.Table.Created == 1) return 0;
        var (sum, after, before) = (0L, turns.Line.First, turns.Line.First);
        var (rounds, more) = Math.DivRem(count, all);
        for (var position = 0; position < all; position++, after = threads[after].Next)
        {
            var predecessor = position < cpus ? ends.First[position].Cpu.Thread : before;
            if (position >= cpus) before = threads[before].Next;
            if (threads[after].Class == threads[predecessor].Class && !machine.Table.HasForked) continue;
            if (machine.ProcessOf(after) != machine.ProcessOf(predecessor))
                sum += position < more ? rounds + 1 : rounds;
        }
        return sum;
    }

    // In the order of their last turns: afterwards the line stands as it will.
    void TakeTurns()
    {
        ref var line = ref turns.Line;
        var (rounds, more) = Math.DivRem(count, all);
        if (rounds > 0)
            for (var i = 0L; i < more; i++) line.Add(threads, line.Take(threads));
        var end = Math.Max(0, count - all);
        for (var at = ends.At(end); end < count; end++, at.MoveNext())
        {
            var thread = line.Take(threads);
            ref var record = ref threads[thread];
            var times = end < rounds * all ? rounds : rounds + 1;
            Visit(ref record, times, ends.On(end - (times - 1) * all).Number, at.Cpu.Number);
            if (end < count - cpus)
            {
                Rest(thread, ref record, times, at.Time + ends.Period);
                line.Add(threads, thread);
                continue;
            }
            if (times > 1) Rest(thread, ref record, times - 1, ends[end - all] + ends.Period);
            Resume(at.Cpu, thread, at.Round);
            if (at.Time + cost <= now) Begin(at.Cpu, thread, ref record, at.Time + cost);
        }
    }

    // Where N is a multiple of C, a thread has all its turns on one CPU, else one after the other on different ones.
    void Visit(ref ThreadRecord record, long times, int first, int last)
    {
        var moves = (all % cpus == 0 ? 0 : times - 1) + (record.Cpu >= 0 && record.Cpu != first ? 1 : 0);
        if (moves > 0) record.Flags |= ThreadFlags.Migrated;
        migrations += moves;
        record.Cpu = (short)last;
    }

    // It has had so many slices, and has been ready since.
    void Rest(int thread, ref ThreadRecord record, long slices, long since)
    {
        record.Left -= slices * quantum;
        Spend(thread, ref record, ThreadState.RunningUser, slices * quantum);
        Spend(thread, ref record, ThreadState.Ready, since - record.Since);
    }

    // The CPU has gone through so many rounds since the first end, and turns to a thread.
    void Resume(Cpu cpu, int thread, long rounds)
    {
        cpu.Spend(CpuState.Switching, rounds * cost);
        cpu.Spend(CpuState.User, rounds * quantum);
        cpu.Thread = cpu.ShownThread = cpu.LastThread = thread;
        cpu.HasBegun = false;
        (cpu.LastClass, cpu.LastProcess) = (threads[thread].Class, machine.ProcessOf(thread));
    }

    void Begin(Cpu cpu, int thread, ref ThreadRecord record, long start)
    {
        Spend(thread, ref record, ThreadState.Ready, start - record.Since);
        record.State = ThreadState.RunningUser;
        cpu.SliceStart = cpu.BurstStart = start;
        cpu.IsSliceArmed = cpu.HasBegun = true;
        cpu.Enter(CpuState.User, start);
    }

    void Spend(int thread, ref ThreadRecord record, ThreadState state, long time)
    {
        if (state == ThreadState.Ready) record.Ready += time;
        else threads.CpuTimes[thread] += time;
        machine.Spent(record.Class, state) += time;
        machine.Serving?.Spent(thread, state, time);
        record.Since += time;
    }

    // Events of one instant come in the order of planning: that of slices when they begin, before the switches that
    // begin in the same instant.
    void PlanFrom(long firstSwitching)
    {
        var (running, switching) = (count - cpus, firstSwitching);
        while (running < firstSwitching || switching < count)
            if (switching == count || running < firstSwitching && ends[running] + cost <= ends[switching])
                Plan(running++);
            else Plan(switching++);
    }

    void Plan(long end)
    {
        var cpu = ends.On(end);
        var slice = cpu.State == CpuState.Switching ? 0 : Math.Min(threads[cpu.Thread].Left, quantum);
        dispatcher.SetTimer(cpu, ends[end] + cost + slice - now);
    }
}
