using Timeslice.Kernel;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Kernel.Locks;

/// What is known of one lock from what observers are told, and what follows from its kind.
/// <param name="plan">What it is; of a spin lock, <c>Spin</c> is how long who looked in vain looks away.</param>
sealed class LockLedger(Lock its, LockPlan plan)
{
    public const int Dead = -2;

    public Lock Lock => its;
    public LockPlan Plan => plan;

    /// Those who are blocked, in order of arrival.
    public List<(int Thread, bool IsShared)> Line { get; } = [];

    /// Those who use their CPUs to wait, in order of arrival.
    public List<int> Spinners { get; } = [];

    /// Those who have just ceased to spin, and where they stood.
    public Dictionary<int, int> Stopped { get; } = [];

    public List<(int Thread, bool IsShared)> Holders { get; } = [];

    /// Those who were woken to try again, and have not come to anything.
    public HashSet<int> Woken { get; } = [];

    /// Those whom others have passed, since they die or give up in this instant.
    public List<int> Passed { get; } = [];

    /// Permits that nobody who is known has.
    public int Missing { get; set; } = plan.Missing;

    /// How many have arrived at a latch; of how many of a barrier's phase it has not been told that they go on.
    public int Arrived, LeftOfPhase;

    /// Those who wait as the lock itself counted them last.
    public int Counted;

    /// Somebody was notified who waited, and nobody has gone on yet.
    public bool OwesWakeUp;

    public bool IsDoor => plan.Kind is LockKind.Mutex or LockKind.Semaphore;
    public bool IsHandedOff => !(IsDoor && plan.IsBarging);
    public bool HasTurns => plan.Kind != LockKind.SpinLock || plan.Spinning != Spinning.TestAndSet;

    /// Holders that count: who reads under a sequence lock delays nobody.
    public int Taken => Missing
        + (plan.Kind == LockKind.SequenceLock ? Holders.Count(h => !h.IsShared) : Holders.Count);

    public bool IsWritten => Holders.Exists(h => !h.IsShared);
    int Permits => plan.Kind == LockKind.Semaphore ? plan.Number : 1;

    /// At most the permitted holders.
    public bool HasAsManyHoldersAsPermitted => plan.Kind == LockKind.ReadWriteLock
        ? !IsWritten || Holders.Count == 1
        : Taken <= Permits;

    /// Whether somebody who does not stand in the line may take it.
    public bool IsOpenTo(bool isShared) => plan.Kind switch
    {
        LockKind.ReadWriteLock when isShared && plan.Preferred == Preferred.Reader => true,
        LockKind.ReadWriteLock when isShared && plan.Preferred == Preferred.Writer => !Line.Exists(w => !w.IsShared),
        LockKind.SpinLock => !HasTurns || Spinners.Count == 0,
        LockKind.SequenceLock when isShared => true,
        _ => !IsHandedOff || Line.Count == 0,
    };

    /// Those who stand in the line and must go before this one.
    public IEnumerable<int> Ahead(Machine machine, int place)
    {
        var isShared = Line[place].IsShared;
        return plan.Kind switch
        {
            LockKind.ReadWriteLock when plan.Preferred != Preferred.None => Line
                .Where((w, i) => w.IsShared == isShared ? i < place
                    : w.IsShared == (plan.Preferred == Preferred.Reader))
                .Select(w => w.Thread),
            LockKind.Mutex or LockKind.Semaphore when plan.Turn == Turn.Lifo => Before(place + 1, Line.Count),
            LockKind.Mutex or LockKind.Semaphore when plan.Turn == Turn.Priority => Before(0, Line.Count).Where(t =>
                machine.Ranking.RankOf(t) < machine.Ranking.RankOf(Line[place].Thread)),
            LockKind.Barrier or LockKind.Latch or LockKind.Once => [],
            _ => Before(0, place),
        };

        IEnumerable<int> Before(int from, int to) => Line[from..to].Select(w => w.Thread);
    }

    /// Somebody waits whom nobody and nothing keeps from going on, and who does not.
    public bool HasForgotten(Machine machine, Predicate<int> isOnCpu) => plan.Kind switch
    {
        LockKind.Mutex or LockKind.Semaphore or LockKind.SequenceLock => Taken < Permits
            && (Line.Count > 0 ? IsHandedOff || Woken.Count == 0 : Spinners.Exists(isOnCpu)),
        // Who backs off looks away.
        LockKind.SpinLock => Taken == 0 && plan.Spin == 0 && (HasTurns ? Spinners.Count > 0 : Spinners.Exists(isOnCpu)),
        LockKind.ReadWriteLock => Line.Index().Any(w => !Ahead(machine, w.Index).Any()
            && (w.Item.IsShared ? !IsWritten : Holders.Count == 0)),
        LockKind.Once => Line.Count > 0 && Holders.Count == 0,
        LockKind.Barrier => Line.Count >= plan.Number,
        LockKind.Latch => Line.Count > 0 && Arrived >= plan.Number,
        _ => OwesWakeUp,
    };
}
