using System.Runtime.InteropServices;
using Timeslice.Des;

namespace Timeslice.Kernel.Threads;

/// <summary>What the kernel touches at each event of a thread: one cache line.</summary>
/// <remarks>
/// 64 bytes, so that an event of one thread among a million misses the cache once. Spread over three arrays by
/// subject, as it was, it missed three times.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
struct ThreadRecord
{
    /// <summary>What the thread draws from.</summary>
    public RandomStream Random;

    /// <summary>
    /// CPU time owed to the current operation while runnable; while blocked,
    /// what it waits for (a lock's or join's number).
    /// </summary>
    public long Left;

    /// <summary>When its present state began, in nanoseconds.</summary>
    public long Since;

    /// <summary>Time spent ready so far, in nanoseconds.</summary>
    public long Ready;

    /// <summary>The next operation.</summary>
    public int Pc;

    /// <summary>The next thread in the queue that this one stands in. A thread stands in one queue at a time.</summary>
    public int Next;

    /// <summary>Changes when the thread's pending timer is cancelled or its place in the table is given away.</summary>
    public uint Generation;

    public int Class;

    /// <summary>Where its loop counters and handles start, or −1.</summary>
    public int Frame;

    public ThreadState State;
    public ThreadFlags Flags;

    public readonly bool IsBlocked => State is ThreadState.BlockedOnLock or ThreadState.BlockedOnJoin
        or ThreadState.BlockedOnIO or ThreadState.Sleeping;

    /// <summary>It lives and does not run, nor could.</summary>
    public readonly bool IsHeld => IsBlocked || State == ThreadState.Stopped;

    /// <summary>The CPU that it runs on, or ran on last; −1 before the first.</summary>
    public short Cpu;
}
