using Timeslice.Kernel;

namespace Timeslice.Experiments;

/// <summary>What one run did: contiguous segments per CPU, thread and lock, each list in order of time.</summary>
/// <param name="End">The end of the run.</param>
/// <param name="RecordedUntil">The segments end here when the run was longer than what is kept.</param>
public sealed record Timeline(
    long End,
    long RecordedUntil,
    IReadOnlyList<CpuLane> Cpus,
    IReadOnlyList<ThreadLane> Threads,
    IReadOnlyList<LockLane> Locks);

/// <summary>A CPU's life. Idle time has no segment.</summary>
public sealed record CpuLane(string Name, IReadOnlyList<CpuSegment> Segments);

/// <summary>A stretch in which a CPU did one thing for one thread. Times in nanoseconds.</summary>
/// <param name="Thread">Index into <see cref="Timeline.Threads"/>.</param>
public readonly record struct CpuSegment(long From, long To, CpuState State, int Thread);

/// <summary>A thread's life, from its creation on.</summary>
public sealed record ThreadLane(string Name, string Process, IReadOnlyList<ThreadSegment> Segments);

/// <summary>A stretch in which a thread was in one state. Times in nanoseconds.</summary>
/// <param name="Lock">Index into <see cref="Timeline.Locks"/> while blocked on a lock, else −1.</param>
public readonly record struct ThreadSegment(long From, long To, ThreadState State, int Lock);

/// <summary>A lock's life: how many held it and how many queued for it.</summary>
public sealed record LockLane(string Name, int Permits, IReadOnlyList<LockSegment> Segments);

/// <summary>A stretch in which a lock had so many holders and waiters. Times in nanoseconds.</summary>
/// <param name="Holder">Index into <see cref="Timeline.Threads"/> when there is exactly one holder, else −1.</param>
public readonly record struct LockSegment(long From, long To, int Holders, int Waiters, int Holder);
