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
public sealed class TimelineRecorder : Observer
{
    readonly Room room;
    readonly Log<ThreadStretch> threads = new();
    readonly Log<Lane> lanes = new();
    (Log<CpuSegment> Past, CpuSegment Open)[] cpus = [];
    LockStretches[] locks = [];
    Present[] threadNow = [];

    /// <param name="mostSegments">It stops when it has kept so many stretches, of CPUs, threads and locks.</param>
    /// <param name="mostThreads">It stops when it has seen so many threads.</param>
    public TimelineRecorder(int mostSegments = 200_000, int mostThreads = 20_000)
        : this(new Room(mostSegments, mostThreads)) { }

    /// <param name="room">Shared by the recorders of all machines of a world.</param>
    internal TimelineRecorder(Room room) => this.room = room;

    public override void ThreadCreated(Machine machine, int thread)
    {
        if (!Wants(machine)) return;
        if (thread >= threadNow.Length) MakeRoomFor(thread);
        threadNow[thread] = new(Now(machine), lanes.Count, -1, ThreadStretch.WhatOf(ThreadState.Ready, -1), -1);
        var kind = machine.ClassOf(thread);
        lanes.Add(new(machine.NameOf(thread), kind.Process.Name, kind.Name, -1, 0));
        room.Sees(Now(machine));
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (!Wants(machine) || LaneOf(thread) < 0) return;
        ref var its = ref threadNow[thread];
        Close(ref its, Now(machine));
        var awaited = state == ThreadState.BlockedOnLock ? machine.LockAwaitedBy(thread)!.Number
            : state == ThreadState.RunningUser ? its.SpinsAt : -1;
        its.What = ThreadStretch.WhatOf(state, awaited);
        if (state == ThreadState.Exited) End(ref its);
    }

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        if (!Wants(machine)) return;
        if (cpu >= cpus.Length) MakeRoomForCpus(machine);
        CloseCpu(cpu, Now(machine));
        cpus[cpu].Open = new(Now(machine), 0, state, LaneOf(thread));
    }

    public override void LockChanged(Machine machine, Lock changed)
    {
        if (!Wants(machine)) return;
        if (changed.Number >= locks.Length) MakeRoomForLocks(machine);
        var its = locks[changed.Number];
        if (its.Close(Now(machine))) room.Kept++;
        its.Open(Now(machine), changed, WhoseLane);
    }

    public override void SpinChanged(Machine machine, Lock at, int thread, bool spins)
    {
        if (!Wants(machine)) return;
        if (LaneOf(thread) >= 0)
        {
            ref var its = ref threadNow[thread];
            its.SpinsAt = spins ? at.Number : -1;
            if (ThreadStretch.StateOf(its.What) == ThreadState.RunningUser)
            {
                Close(ref its, Now(machine));
                its.What = ThreadStretch.WhatOf(ThreadState.RunningUser, its.SpinsAt);
            }
        }
        LockChanged(machine, at);
    }

    /// <summary>What was kept, once the run is over.</summary>
    public Timeline Finish(Machine machine)
    {
        var end = Math.Min(room.FullAt, Now(machine));
        foreach (ref var its in threadNow.AsSpan())
        {
            if (its.Lane < 0) continue;
            Close(ref its, end);
            End(ref its);
        }
        MakeRoomForCpus(machine);
        MakeRoomForLocks(machine);
        for (var cpu = 0; cpu < cpus.Length; cpu++) CloseCpu(cpu, end);
        foreach (var its in locks) its.Close(end);
        return new(Now(machine), end,
            [.. cpus.Select((cpu, i) => new CpuLane($"cpu {i}", cpu.Past))],
            [.. lanes.Select(its => new ThreadLane(
                its.Name, its.Process, new ThreadStretches(threads, its.Last, its.End)) { Kind = its.Kind })],
            [.. locks.Zip(machine.Locks, (held, its) => new LockLane(its.Name, its.Permits, held.Past))]);
    }

    bool Wants(Machine machine) => room.IsThere(Now(machine));

    static long Now(Machine machine) => machine.Simulation.Now.Nanoseconds;

    /// <summary>−1 for nobody, for one who has exited, and for one whose birth was not seen.</summary>
    int LaneOf(int thread) => (uint)thread < (uint)threadNow.Length ? threadNow[thread].Lane : -1;

    Func<int, int> WhoseLane => field ??= LaneOf;

    void MakeRoomFor(int thread)
    {
        var before = threadNow.Length;
        Array.Resize(ref threadNow, Math.Max(thread + 1, 2 * before));
        Array.Fill(threadNow, new(0, -1, -1, 0, -1), before, threadNow.Length - before);
    }

    void MakeRoomForCpus(Machine machine)
    {
        var before = cpus.Length;
        Array.Resize(ref cpus, machine.Cpus.Count);
        for (var i = before; i < cpus.Length; i++) cpus[i].Past = new();
    }

    void MakeRoomForLocks(Machine machine)
    {
        var before = locks.Length;
        Array.Resize(ref locks, machine.Locks.Count);
        for (var i = before; i < locks.Length; i++) locks[i] = new();
    }

    void Close(ref Present its, long now)
    {
        if (its.From == now) return;
        threads.Add(new(its.From, its.Last, its.What));
        (its.From, its.Last) = (now, threads.Count - 1);
        room.Kept++;
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
        room.Kept++;
    }

    /// <summary>What a living thread does now, its last entry in the log, and the lock for which it spins.</summary>
    [StructLayout(LayoutKind.Auto)]
    record struct Present(long From, int Lane, int Last, int What, int SpinsAt);

    /// <summary>A thread seen, dead or alive; of a dead one the last entry, and when it was over.</summary>
    [StructLayout(LayoutKind.Auto)]
    record struct Lane(string Name, string Process, string Kind, int Last, long End);
}
