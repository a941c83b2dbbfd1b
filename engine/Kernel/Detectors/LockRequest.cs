using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel.Detectors;

/// <summary>A lock asked for, without a limit of time, by threads that hold others: edges of the lock graph.</summary>
/// <param name="held">All that they hold meanwhile.</param>
/// <param name="since">The same, with the operations by which the first of them took it.</param>
sealed class LockRequest(Lock wanted, bool isShared, Operation asking, LockSet held, IReadOnlyList<Held> since)
{
    // In a cycle of so many threads or fewer, any of these can be left to the others' choice.
    const int MostThreads = 64;

    readonly List<(ThreadClass Class, int Serial)> threads = [];

    public Lock Wanted => wanted;
    public Operation Asking => asking;
    public LockSet Held => held;

    /// <summary>The first that asked, in order.</summary>
    public IReadOnlyList<(ThreadClass Class, int Serial)> Threads => threads;

    /// <summary>A thread asks; false when that is known already, or by enough threads.</summary>
    public bool IsNews((ThreadClass Class, int Serial) thread)
    {
        if (threads.Count == MostThreads || threads.Contains(thread)) return false;
        threads.Add(thread);
        return true;
    }

    /// <summary>Who asks may have to wait for those who hold what others hold.</summary>
    public bool WaitsFor(LockRequest other)
    {
        foreach (var (its, itsShared) in other.Held.Locks)
            if (its == wanted && !(isShared && itsShared)) return true;
        return false;
    }

    /// <summary>Says who asks for what, and since where it holds what another waits for.</summary>
    public string Describe((ThreadClass Class, int Serial) thread, Lock awaited) =>
        $"{thread.Class.NameOf(thread.Serial)} holds {awaited.Name}{Place(HolderOf(awaited))} "
        + $"and asks for {wanted.Name}{Place(asking)}";

    /// <summary>The operation by which a lock was taken that is held.</summary>
    public Operation HolderOf(Lock one) => since.First(held => held.Lock == one).TakenBy;

    static string Place(Operation operation) => operation.Source.Line > 0 ? $" ({operation.Source})" : "";
}
