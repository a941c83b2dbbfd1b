using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel.Detectors;

/// <summary>Which locks each thread holds, and since which operation.</summary>
/// <remarks>
/// Semaphores are left out: nobody owns them, and who took a permit may leave it to another to give it back.
/// </remarks>
sealed class HeldLocks
{
    struct Hand
    {
        public List<Held>? Locks;
        public LockSet? Set;
    }

    readonly PerThread<Hand> hands = new();
    readonly LockSet none = LockSet.NewNone();

    public static bool AreCounted(Lock one) => one.Permits > 0 && one is not (Semaphore or IpcSemaphore);

    /// <summary>In the order in which it took them.</summary>
    public IReadOnlyList<Held> Of(int thread) => hands[thread].Locks ?? [];

    public LockSet SetOf(int thread) => hands[thread].Set ?? none;

    /// <summary>A thread with this number begins with empty hands.</summary>
    public void Empty(int thread)
    {
        hands[thread].Locks?.Clear();
        hands[thread].Set = none;
    }

    public void Take(Machine machine, Lock taken, int thread, bool isShared)
    {
        if (!AreCounted(taken)) return;
        ref var hand = ref hands[thread];
        (hand.Locks ??= []).Add(new(taken, isShared, machine.CallOf(thread)));
        hand.Set = SetOf(thread).With(taken, isShared);
    }

    /// <returns>Whether it was held together with other readers.</returns>
    public bool GiveBack(Lock given, int thread)
    {
        ref var hand = ref hands[thread];
        if (hand.Locks is not { } locks || locks.FindLastIndex(held => held.Lock == given) is not (>= 0 and var last))
            return false;
        var isShared = locks[last].IsShared;
        locks.RemoveAt(last);
        hand.Set = SetOf(thread).Without(given, isShared);
        return isShared;
    }
}

/// <summary>A lock that a thread holds, alone or as one of many readers.</summary>
/// <param name="TakenBy">The operation by which it took it.</param>
readonly record struct Held(Lock Lock, bool IsShared, Operation TakenBy);
