namespace Timeslice.Tests.Reference;

/// What a thread of the reference is doing, in the order of the kernel's states; nobody waits for IO here.
enum Doing { Ready, User, System, OnLock, OnJoin, OnIO, Sleeping, Exited }

/// A thread of the reference.
sealed class NaiveThread
{
    public IEnumerator<Step> Steps = null!;
    public required Claims Claims;
    public int Index, Number, Process, Left, WakeAt, Planned, BornAt, FirstRun = -1, ExitAt = -1, BlockedSince;
    public Step? Current;
    public bool Paid, InKernel, HasEnded;
    public Doing Doing;
    public NaiveCpu? Last;

    /// What it wants of a lock, until it goes on.
    public NaiveAttempt? Attempt;

    /// What came of its last attempt: 0 nothing, 1 it got the lock, 2 whose owner had died.
    public int Outcome;

    /// What it has begun to read under sequence locks.
    public readonly Stack<int> Reads = new();
    public bool IsTorn;

    /// Since when it holds what, by how often it does.
    public readonly Dictionary<(NaiveLock, int), int> HeldSince = [];

    public NaiveThread? Parent;
    public int NameOfJoin, AwaitedJoin;
    public readonly Dictionary<int, int> Children = [];
    public readonly long[] Times = new long[(int)Doing.Exited];

    /// CPU time since a policy was last told of it.
    public int Uncharged;

    /// Where it is ready, or was last.
    public NaivePolicy? Queue;

    // What policies remember of it.
    public int ReadySince, Level, Used, Epoch;
    public bool HasSunk;
    public Int128 Pass;
    public bool IsInRace;

    public bool IsReady => Doing == Doing.Ready && Queue!.Ready.Contains(this);

    /// The next step, or null after the last: repeats take no time and are gone through on the way.
    public Step? Next
    {
        get
        {
            if (Current is null && !HasEnded)
            {
                HasEnded = !Steps.MoveNext();
                Current = HasEnded ? null : Steps.Current;
            }
            return Current;
        }
    }

    /// When it is due; a recurring task has no job until it is released.
    public long DeadlineOf => Claims is { Deadline: 0, Period: 0 } ? long.MaxValue
        : BornAt + (Claims.Deadline > 0 ? Claims.Deadline : Claims.Period);
}
