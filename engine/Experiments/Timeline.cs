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
public sealed record CpuLane(string Name, IReadOnlyList<CpuSegment> Segments)
{
    /// <summary>The machine's name; empty where there is one machine.</summary>
    public string Machine { get; init; } = "";

    /// <summary>Among several machines with the name of its own: <c>server/cpu 0</c>.</summary>
    public string FullName => Machine.Length == 0 ? Name : $"{Machine}/{Name}";
}

/// <summary>A stretch in which a CPU did one thing for one thread. Times in nanoseconds.</summary>
/// <param name="Thread">Index into <see cref="Timeline.Threads"/>.</param>
public readonly record struct CpuSegment(long From, long To, CpuState State, int Thread);

/// <summary>A thread's life, from its creation on.</summary>
public sealed record ThreadLane(string Name, string Process, IReadOnlyList<ThreadSegment> Segments)
{
    /// <summary>The name that it shares with threads of the same kind, as it was declared.</summary>
    public string Kind { get; init; } = Name;

    /// <summary>The machine's name; empty where there is one machine.</summary>
    public string Machine { get; init; } = "";
}

/// <summary>A stretch in which a thread was in one state. Times in nanoseconds.</summary>
/// <param name="Lock">
/// Index into <see cref="Timeline.Locks"/> while blocked on a lock, or while running to wait for it; else −1.
/// </param>
public readonly record struct ThreadSegment(long From, long To, ThreadState State, int Lock)
{
    /// <summary>It used its CPU to wait for a lock.</summary>
    public bool IsSpinning => State == ThreadState.RunningUser && Lock >= 0;
}

/// <summary>A lock's life: who held it and who waited for it.</summary>
/// <param name="Permits">The most holders at a time; 0 where nobody holds it, threads only wait.</param>
public sealed record LockLane(string Name, int Permits, IReadOnlyList<LockSegment> Segments)
{
    /// <summary>The machine's name; empty where there is one machine.</summary>
    public string Machine { get; init; } = "";

    /// <summary>Among several machines with the name of its own: <c>server/cpu 0</c>.</summary>
    public string FullName => Machine.Length == 0 ? Name : $"{Machine}/{Name}";
}

/// <summary>A stretch in which a lock had so many holders and waiters. Times in nanoseconds.</summary>
/// <param name="Waiters">Those in line, and those that spin.</param>
/// <param name="Holder">Index into <see cref="Timeline.Threads"/> when there is exactly one holder, else −1.</param>
public readonly record struct LockSegment(long From, long To, int Holders, int Waiters, int Holder)
{
    /// <summary>The most holders, and the most waiters, of whom it is known who they were.</summary>
    public const int MostNamed = 16;

    /// <summary>Of the waiters, how many spin.</summary>
    public int Spinning { get; init; }

    /// <summary>Who held it, as far as that is known: indices into the threads, −1 for one that has exited.</summary>
    public IReadOnlyList<int> HeldBy { get => field ?? (Holders > 0 && Holder >= 0 ? [Holder] : []); init; }

    /// <summary>Who waited, the head of the line first, those that spin last.</summary>
    public IReadOnlyList<int> Line { get => field ?? []; init; }

    /// <summary>Whether the waiter at a place in the line, from 0, spins.</summary>
    public bool Spins(int place) => place >= Waiters - Spinning;
}
