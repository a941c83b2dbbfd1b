using System.Runtime.InteropServices;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;

namespace Timeslice.Experiments;

/// <summary>Keeps what each CPU, thread and lock did, from the start of the run until enough has been kept.</summary>
/// <remarks>
/// A change writes down the stretch that it ends. CPUs and locks are few and have a log each; threads, of which there
/// may be one for every request, share one. What is open is found by the number that a thread has while it lives; its
/// lane stays when the number goes to another.
/// </remarks>
/// <param name="mostSegments">It stops when it has kept so many stretches, of CPUs, threads and locks together.</param>
/// <param name="mostThreads">It stops when it has seen so many threads.</param>
public sealed class TimelineRecorder(int mostSegments = 200_000, int mostThreads = 20_000) : Observer
{
    readonly Log<ThreadStretch> threads = new();
    readonly Log<Lane> lanes = new();
    (Log<CpuSegment> Past, CpuSegment Open)[] cpus = [];
    (Log<LockSegment> Past, LockSegment Open)[] locks = [];
    Present[] threadNow = [];
    int kept;
    long full = long.MaxValue;

    public override void ThreadCreated(Machine machine, int thread)
    {
        if (!Wants(machine)) return;
        if (thread >= threadNow.Length) MakeRoomFor(thread);
        threadNow[thread] = new(Now(machine), lanes.Count, -1, ThreadStretch.WhatOf(ThreadState.Ready, -1));
        lanes.Add(new(machine.NameOf(thread), machine.ClassOf(thread).Process.Name, -1, 0));
        if (lanes.Count == mostThreads) full = Now(machine);
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (!Wants(machine) || LaneOf(thread) < 0) return;
        ref var its = ref threadNow[thread];
        Close(ref its, Now(machine));
        var awaited = state == ThreadState.BlockedOnLock ? machine.LockAwaitedBy(thread)!.Number : -1;
        its.What = ThreadStretch.WhatOf(state, awaited);
        if (state == ThreadState.Exited) End(ref its);
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        if (!Wants(machine)) return;
        if (cpu >= cpus.Length) MakeRoom(ref cpus, machine.Cpus.Count);
        CloseCpu(cpu, Now(machine));
        cpus[cpu].Open = new(Now(machine), 0, state, LaneOf(thread));
    }

    public override void LockChanged(Machine machine, Lock changed)
    {
        if (!Wants(machine)) return;
        if (changed.Number >= locks.Length) MakeRoom(ref locks, machine.Locks.Count);
        CloseLock(changed.Number, Now(machine));
        locks[changed.Number].Open =
            new(Now(machine), 0, changed.Holders, changed.Waiters, LaneOf(OnlyHolder(changed)));
    }

    /// <summary>What was kept, once the run is over.</summary>
    public Timeline Finish(Machine machine)
    {
        var end = Math.Min(full, Now(machine));
        foreach (ref var its in threadNow.AsSpan())
        {
            if (its.Lane < 0) continue;
            Close(ref its, end);
            End(ref its);
        }
        MakeRoom(ref cpus, machine.Cpus.Count);
        MakeRoom(ref locks, machine.Locks.Count);
        for (var cpu = 0; cpu < cpus.Length; cpu++) CloseCpu(cpu, end);
        for (var i = 0; i < locks.Length; i++) CloseLock(i, end);
        return new(Now(machine), end,
            [.. cpus.Select((cpu, i) => new CpuLane($"cpu {i}", cpu.Past))],
            [.. lanes.Select(its => new ThreadLane(
                its.Name, its.Process, new ThreadStretches(threads, its.Last, its.End)))],
            [.. locks.Zip(machine.Locks, (held, its) => new LockLane(its.Name, its.Permits, held.Past))]);
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

    // An owner is known at once; a list of holders is made anew each time.
    static int OnlyHolder(Lock held) => held.Holders != 1 ? -1
        : held.Owner is >= 0 and var owner ? owner
        : held.HeldBy is [var only] ? only : -1;

    void MakeRoomFor(int thread)
    {
        var before = threadNow.Length;
        Array.Resize(ref threadNow, Math.Max(thread + 1, 2 * before));
        Array.Fill(threadNow, new(0, -1, -1, 0), before, threadNow.Length - before);
    }

    static void MakeRoom<T>(ref (Log<T> Past, T Open)[] all, int count) where T : struct
    {
        var before = all.Length;
        Array.Resize(ref all, count);
        for (var i = before; i < count; i++) all[i].Past = new();
    }

    void Close(ref Present its, long now)
    {
        if (its.From == now) return;
        threads.Add(new(its.From, its.Last, its.What));
        (its.From, its.Last) = (now, threads.Count - 1);
        kept++;
    }

    void End(ref Present its)
    {
        ref var lane = ref lanes[its.Lane];
        (lane.Last, lane.End) = (its.Last, its.From);
        its.Lane = -1;
    }

    void CloseCpu(int cpu, long now)
    {
        ref var its = ref cpus[cpu];
        if (its.Open.From == now || its.Open.State == CpuState.Idle || its.Open.Thread < 0) return;
        its.Past.Add(its.Open with { To = now });
        kept++;
    }

    void CloseLock(int number, long now)
    {
        ref var its = ref locks[number];
        if (its.Open.From == now || its.Open is { Holders: 0, Waiters: 0 }) return;
        its.Past.Add(its.Open with { To = now });
        kept++;
    }

    /// <summary>What a living thread does now, and its last entry in the log.</summary>
    [StructLayout(LayoutKind.Auto)]
    record struct Present(long From, int Lane, int Last, int What);

    /// <summary>A thread seen, dead or alive; of a dead one the last entry, and when it was over.</summary>
    [StructLayout(LayoutKind.Auto)]
    record struct Lane(string Name, string Process, int Last, long End);
}
