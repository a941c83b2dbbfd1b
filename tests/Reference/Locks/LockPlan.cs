namespace Timeslice.Tests.Reference;

/// The kinds of locks that the reference knows.
enum LockKind { Mutex, Semaphore, ReadWriteLock, Condition, Barrier, Latch, Once, SpinLock, SequenceLock }

/// Which of those who wait is first.
enum Turn { Fifo, Lifo, Priority }

/// Who goes first at a read-write lock.
enum Preferred { None, Reader, Writer }

/// How a spin lock chooses.
enum Spinning { Ticket, Mcs, TestAndSet }

/// A lock of a scenario and its options; each kind heeds its own. Times are nanoseconds.
/// <param name="Number">Permits, parties, the count of a latch, or which lock is the mutex of a condition.</param>
sealed record LockPlan(LockKind Kind, int Number = 1)
{
    public Turn Turn { get; init; }
    public bool IsBarging { get; init; }
    public int Spin { get; init; }
    public bool IsRecursive { get; init; }
    public bool IsRobust { get; init; }
    public bool Morphs { get; init; }
    public Preferred Preferred { get; init; }
    public Spinning Spinning { get; init; }

    /// Permits of a semaphore that are not there at the beginning.
    public int Missing { get; init; }

    /// Some numbers stood for locks before there were many kinds: 0 is a mutex, n a semaphore of n permits.
    public static implicit operator LockPlan(int permits) =>
        permits == 0 ? new(LockKind.Mutex) : new(LockKind.Semaphore, permits);

    /// Whether threads take it by lock and give it back by unlock.
    public bool IsTaken => Kind is LockKind.Mutex or LockKind.Semaphore or LockKind.SpinLock or LockKind.SequenceLock
        || Kind == LockKind.ReadWriteLock;

    /// As C#, to be pasted into a test.
    public override string ToString()
    {
        var options = new List<string>();
        if (Turn != Turn.Fifo) options.Add($"{nameof(Turn)} = Turn.{Turn}");
        if (IsBarging) options.Add($"{nameof(IsBarging)} = true");
        if (Spin != 0) options.Add($"{nameof(Spin)} = {Spin}");
        if (IsRecursive) options.Add($"{nameof(IsRecursive)} = true");
        if (IsRobust) options.Add($"{nameof(IsRobust)} = true");
        if (Morphs) options.Add($"{nameof(Morphs)} = true");
        if (Preferred != Preferred.None) options.Add($"{nameof(Preferred)} = Preferred.{Preferred}");
        if (Spinning != Spinning.Ticket) options.Add($"{nameof(Spinning)} = Spinning.{Spinning}");
        if (Missing != 0) options.Add($"{nameof(Missing)} = {Missing}");
        if (options.Count == 0 && Kind == LockKind.Mutex) return "0";
        if (options.Count == 0 && Kind == LockKind.Semaphore) return $"{Number}";
        var tail = options.Count == 0 ? "" : $" {{ {string.Join(", ", options)} }}";
        return $"new(LockKind.{Kind}, {Number}){tail}";
    }
}
