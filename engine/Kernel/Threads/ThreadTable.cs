using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Threads;

/// <summary>
/// All threads of a machine, by number: what events touch in one array, aligned to cache lines, the rest beside it.
/// </summary>
/// <remarks>Records move when the table grows: no reference to one is kept while a thread may be created.</remarks>
public sealed unsafe partial class ThreadTable
{
    const int None = -1;
    const int CacheLine = 64;

    /// <summary>Stands for a thread that has exited, where its number would name whoever has it now.</summary>
    internal const int Departed = -2;

    byte[] memory = [];
    ThreadRecord* records;
    int free = None, used, capacity;

    internal ThreadLife[] Lives = [];

    /// <summary>CPU time that each has used since the statistics began, in nanoseconds.</summary>
    internal long[] CpuTimes = [];

    internal readonly Frames Frames = new();

    /// <summary>Of threads that found a lock taken: how that went.</summary>
    internal readonly PerThread<Attempt> Attempts = new();

    /// <summary>Of threads that have called the kernel: what it answered.</summary>
    internal readonly PerThread<Answer> Answers = new();

    /// <summary>Of threads that have read or written: how far they have come.</summary>
    internal readonly PerThread<Transfer> Transfers = new();

    /// <summary>Of threads that have waited for many files at once: which were ready.</summary>
    internal readonly PerThread<ReadyFiles> Ready = new();

    /// <summary>Of threads that wait for the end of children: of which.</summary>
    internal readonly PerThread<ChildWanted> Wanted = new();

    // Of threads whose programs are methods.
    Thread?[] bodies = [];

    readonly Simulation simulation;

    internal ThreadTable(Simulation simulation)
    {
        this.simulation = simulation;
        Grow(16);
    }

    /// <summary>Threads that live.</summary>
    public int Live { get; private set; }

    /// <summary>The numbers below this one are or were given to threads.</summary>
    public int End => used;

    internal ref ThreadRecord this[int thread]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref records[thread];
    }

    /// <summary>The record of a number that comes from outside the kernel.</summary>
    internal ref ThreadRecord Known(int thread)
    {
        if ((uint)thread >= (uint)used)
            throw new ArgumentOutOfRangeException(nameof(thread), thread, "is no thread's number");
        return ref records[thread];
    }

    internal Thread BodyOf(int thread) => bodies[thread]!;

    /// <summary>Null for a thread whose program is interpreted.</summary>
    internal Thread? FindBodyOf(int thread) => thread < bodies.Length ? bodies[thread] : null;

    internal void SetBody(int thread, Thread? body)
    {
        if (thread >= bodies.Length)
        {
            if (body is null) return;
            Array.Resize(ref bodies, capacity);
        }
        bodies[thread] = body;
    }

    internal int Add()
    {
        Live++;
        if (free != None)
        {
            var again = free;
            free = records[again].Next;
            return again;
        }
        if (used == capacity) Grow(used * 2);
        return used++;
    }

    internal void Remove(int thread)
    {
        Live--;
        ref var record = ref records[thread];
        record.Generation++;
        record.State = ThreadState.Exited;
        record.Next = free;
        free = thread;
    }

    // Any number will do: an address that is not there is not fetched.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(int thread)
    {
        if (Sse.IsSupported) Sse.Prefetch0(records + thread);
    }

    internal bool IsLive(int thread) => (uint)thread < (uint)used && records[thread].State != ThreadState.Exited;

    void Grow(int size)
    {
        var larger = (ThreadRecord*)Pinned.Allocate(size * sizeof(ThreadRecord), CacheLine, out var bytes);
        new ReadOnlySpan<ThreadRecord>(records, used).CopyTo(new Span<ThreadRecord>(larger, used));
        memory = bytes;
        records = larger;
        capacity = size;
        Array.Resize(ref Lives, size);
        Array.Resize(ref CpuTimes, size);
    }
}
