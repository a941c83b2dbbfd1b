using Timeslice.Kernel;
using Timeslice.Kernel.Locks;

namespace Timeslice.Experiments;

/// <summary>Keeps what each CPU, thread and lock did, from the start of the run until enough has been kept.</summary>
/// <remarks>
/// At each change the stretch that ends goes to the end of a log. What is open is found by the number that a thread
/// has while it lives; its lane stays when the number goes to another.
/// </remarks>
/// <param name="mostSegments">It stops when it has kept so many stretches, of CPUs, threads and locks together.</param>
/// <param name="mostThreads">It stops when it has seen so many threads.</param>
public sealed class TimelineRecorder(int mostSegments = 200_000, int mostThreads = 20_000) : Observer
{
    readonly List<(string Name, string Process)> lanes = [];
    readonly SegmentLog<ThreadSegment> threads = new();
    readonly SegmentLog<CpuSegment> cpus = new();
    readonly SegmentLog<LockSegment> locks = new();
    (int Lane, ThreadSegment Open)[] threadNow = [];
    CpuSegment[] cpuNow = [];
    LockSegment[] lockNow = [];
    int kept;
    long full = long.MaxValue;

    public override void ThreadCreated(Machine machine, int thread)
    {
        if (!Wants(machine)) return;
        if (thread >= threadNow.Length) MakeRoom(thread + 1);
        threadNow[thread] = (lanes.Count, new(Now(machine), 0, ThreadState.Ready, -1));
        lanes.Add((machine.NameOf(thread), machine.ClassOf(thread).Process.Name));
        if (lanes.Count == mostThreads) full = Now(machine);
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (!Wants(machine) || LaneOf(thread) < 0) return;
        Close(thread, Now(machine));
        ref var its = ref threadNow[thread];
        its.Open = new(Now(machine), 0, state,
            state == ThreadState.BlockedOnLock ? machine.LockAwaitedBy(thread)!.Number : -1);
        if (state == ThreadState.Exited) its.Lane = -1;
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        if (!Wants(machine)) return;
        if (cpu >= cpuNow.Length) Array.Resize(ref cpuNow, machine.Cpus.Count);
        CloseCpu(cpu, Now(machine));
        cpuNow[cpu] = new(Now(machine), 0, state, LaneOf(thread));
    }

    public override void LockChanged(Machine machine, Lock changed)
    {
        if (!Wants(machine)) return;
        if (changed.Number >= lockNow.Length) Array.Resize(ref lockNow, machine.Locks.Count);
        CloseLock(changed.Number, Now(machine));
        lockNow[changed.Number] = new(Now(machine), 0, changed.Holders, changed.Waiters, LaneOf(OnlyHolder(changed)));
    }

    /// <summary>What was kept, once the run is over.</summary>
    public Timeline Finish(Machine machine)
    {
        var end = Math.Min(full, Now(machine));
        for (var thread = 0; thread < threadNow.Length; thread++)
            if (LaneOf(thread) >= 0) Close(thread, end);
        for (var cpu = 0; cpu < cpuNow.Length; cpu++) CloseCpu(cpu, end);
        for (var i = 0; i < lockNow.Length; i++) CloseLock(i, end);
        return new(Now(machine), end,
            [.. cpus.ByLane(machine.Cpus.Count).Select((segments, i) => new CpuLane($"cpu {i}", segments))],
            [.. lanes.Zip(threads.ByLane(lanes.Count), (its, segments) => new ThreadLane(its.Name, its.Process, segments))],
            [.. machine.Locks.Zip(locks.ByLane(machine.Locks.Count),
                (its, segments) => new LockLane(its.Name, its.Permits, segments))]);
    }

    bool Wants(Machine machine)
    {
        if (full != long.MaxValue) return false;
        if (kept < mostSegments) return true;
        full = Now(machine);
        return false;
    }

    static long Now(Machine machine) => machine.Simulation.Now.Nanoseconds;

    /// <summary>−1 for nobody, for one who has exited, and for one whose birth was not seen.</summary>
    int LaneOf(int thread) => (uint)thread < (uint)threadNow.Length ? threadNow[thread].Lane : -1;

    // Whose a lock is is known at once; a list of its holders is made anew each time.
    static int OnlyHolder(Lock held) =>
        held.Holders != 1 ? -1 : held.Owner is >= 0 and var owner ? owner : held.HeldBy is [var only] ? only : -1;

    void MakeRoom(int count)
    {
        var before = threadNow.Length;
        Array.Resize(ref threadNow, Math.Max(count, 2 * before));
        Array.Fill(threadNow, (-1, default), before, threadNow.Length - before);
    }

    void Close(int thread, long now)
    {
        ref var its = ref threadNow[thread];
        if (its.Open.From == now) return;
        threads.Add(its.Lane, its.Open with { To = now });
        kept++;
    }

    void CloseCpu(int cpu, long now)
    {
        ref var open = ref cpuNow[cpu];
        if (open.From == now || open.State == CpuState.Idle || open.Thread < 0) return;
        cpus.Add(cpu, open with { To = now });
        kept++;
    }

    void CloseLock(int number, long now)
    {
        ref var open = ref lockNow[number];
        if (open.From == now || open is { Holders: 0, Waiters: 0 }) return;
        locks.Add(number, open with { To = now });
        kept++;
    }
}
