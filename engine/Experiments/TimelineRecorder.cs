using Timeslice.Kernel;
using Timeslice.Kernel.Locks;

namespace Timeslice.Experiments;

/// <summary>Keeps what each CPU, thread and lock did, from the start of the run until enough has been kept.</summary>
public sealed class TimelineRecorder(int mostSegments = 200_000, int mostThreads = 20_000) : Observer
{
    readonly List<(string Name, string Process, List<ThreadSegment> Segments)> threads = [];
    readonly List<List<CpuSegment>> cpus = [];
    readonly List<List<LockSegment>> locks = [];
    readonly List<(long Since, CpuState State, int Lane)> cpuNow = [];
    readonly List<LockSegment> lockNow = [];
    readonly List<ThreadSegment> threadNow = [];
    readonly Dictionary<int, int> laneOf = [];
    int kept;
    long full = long.MaxValue;

    public override void ThreadCreated(Machine machine, int thread)
    {
        if (!Wants(machine)) return;
        laneOf[thread] = threads.Count;
        threads.Add((machine.NameOf(thread), machine.ClassOf(thread).Process.Name, []));
        threadNow.Add(new(Now(machine), 0, ThreadState.Ready, -1));
        if (threads.Count == mostThreads) full = Now(machine);
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (!Wants(machine) || !laneOf.TryGetValue(thread, out var lane)) return;
        Close(lane, Now(machine));
        threadNow[lane] = new(Now(machine), 0, state, machine.LockAwaitedBy(thread)?.Number ?? -1);
        if (state == ThreadState.Exited) laneOf.Remove(thread);
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        if (!Wants(machine)) return;
        while (cpus.Count <= cpu) AddCpu();
        CloseCpu(cpu, Now(machine));
        cpuNow[cpu] = (Now(machine), state, laneOf.GetValueOrDefault(thread, -1));
    }

    public override void LockChanged(Machine machine, Lock changed)
    {
        if (!Wants(machine)) return;
        while (locks.Count <= changed.Number) AddLock();
        CloseLock(changed.Number, Now(machine));
        var holder = changed.Holders == 1 && changed.HeldBy is [var only] ? laneOf.GetValueOrDefault(only, -1) : -1;
        lockNow[changed.Number] = new(Now(machine), 0, changed.Holders, changed.Waiters, holder);
    }

    /// <summary>What was kept, once the run is over.</summary>
    public Timeline Finish(Machine machine)
    {
        var end = Math.Min(full, Now(machine));
        for (var lane = 0; lane < threads.Count; lane++) Close(lane, end);
        while (cpus.Count < machine.Cpus.Count) AddCpu();
        for (var cpu = 0; cpu < cpus.Count; cpu++) CloseCpu(cpu, end);
        while (locks.Count < machine.Locks.Count) AddLock();
        for (var i = 0; i < locks.Count; i++) CloseLock(i, end);
        return new(Now(machine), end,
            [.. cpus.Select((segments, i) => new CpuLane($"cpu {i}", segments))],
            [.. threads.Select(t => new ThreadLane(t.Name, t.Process, t.Segments))],
            [.. locks.Zip(machine.Locks, (segments, its) => new LockLane(its.Name, its.Permits, segments))]);
    }

    bool Wants(Machine machine)
    {
        if (full != long.MaxValue) return false;
        if (kept < mostSegments) return true;
        full = Now(machine);
        return false;
    }

    static long Now(Machine machine) => machine.Simulation.Now.Nanoseconds;

    void AddCpu()
    {
        cpus.Add([]);
        cpuNow.Add((0, CpuState.Idle, -1));
    }

    void AddLock()
    {
        locks.Add([]);
        lockNow.Add(default);
    }

    void Close(int lane, long now)
    {
        var open = threadNow[lane];
        if (open.From == now || open.State == ThreadState.Exited) return;
        threads[lane].Segments.Add(open with { To = now });
        kept++;
    }

    void CloseCpu(int cpu, long now)
    {
        var (since, state, lane) = cpuNow[cpu];
        if (since == now || state == CpuState.Idle || lane < 0) return;
        cpus[cpu].Add(new(since, now, state, lane));
        kept++;
    }

    void CloseLock(int number, long now)
    {
        var open = lockNow[number];
        if (open.From == now || open is { Holders: 0, Waiters: 0 }) return;
        locks[number].Add(open with { To = now });
        kept++;
    }
}
