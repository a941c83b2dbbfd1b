using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>One holder at a time, who owns it: only the owner may unlock.</summary>
/// <remarks>
/// Barging is mutex2 of U. Drepper, "Futexes Are Tricky", 2011: an unlock wakes the first of the line only if somebody
/// may wait, and who was woken tries again, at the back of the line if in vain.
/// </remarks>
/// <param name="order">Who of those that wait is first.</param>
/// <param name="release">What becomes of it when it is unlocked while threads wait.</param>
/// <param name="spin">How long a thread that finds it taken uses its CPU to wait before it blocks, from 0.</param>
/// <param name="recursive">Whether its owner may lock it again; it is free when unlocked as often.</param>
/// <param name="robust">
/// Whether it goes on when its owner dies: who locks it next is told (outcome 2, owner died). Otherwise it is lost.
/// </param>
/// <param name="protocol">What is done against priority inversion, under schedulers that rank threads.</param>
/// <param name="ceiling">
/// The priority that its owner has at least, under the protocol <c>ceiling</c>; when left out, that of the most urgent
/// threads whose programs lock it.
/// </param>
public sealed class Mutex(
    LineOrder order = LineOrder.Fifo, ReleaseRule release = ReleaseRule.HandOff, Duration spin = default,
    bool recursive = false, bool robust = false, Protocol protocol = Protocol.None, int? ceiling = null)
    : BlockingLock(order, release, spin)
{
    const int Nobody = -1;

    readonly int? ceiling = ceiling is null || protocol == Protocol.Ceiling ? ceiling
        : throw new ArgumentException("is given, but the protocol is not `ceiling`", nameof(ceiling));

    /// <summary>One that belongs to a machine at once.</summary>
    public Mutex(Machine machine, string? name = null) : this() => machine.Add(name, this);

    int owner = Nobody, depth;
    long since;
    bool mayBeWaitedFor, isOrphan;

    // Of those that gave it back for a wait while they held it more than once.
    Dictionary<int, int>? depths;

    public override int Permits => 1;
    public override int Owner => owner;
    public override IReadOnlyList<int> HeldBy => owner == Nobody ? [] : [owner];

    internal Protocol Protocol => protocol;

    /// <summary>The priority given as its ceiling.</summary>
    internal int? Ceiling => ceiling;

    /// <summary>The next of the mutexes with a protocol that its owner holds.</summary>
    internal Mutex? NextHeld { get; set; }

    /// <summary>The most urgent of those who wait for it, or −1.</summary>
    internal int MostUrgent
    {
        get
        {
            var (parked, spinning) = (Line.MostUrgent(Machine), Spinning.MostUrgent(Machine));
            if (parked < 0 || spinning < 0) return Math.Max(parked, spinning);
            return Machine.Ranking.RankOf(spinning) < Machine.Ranking.RankOf(parked) ? spinning : parked;
        }
    }

    /// <summary>A thread that waits in its line has become more or less urgent.</summary>
    internal void Rerank(int thread)
    {
        // Who has just got it is blocked still, and may never have stood in the line.
        if (owner != thread && Machine.Threads[thread].IsBlocked) Line.Rerank(Machine, thread);
    }

    internal override Flow Acquire(int thread, Patience patience)
    {
        if (protocol == Protocol.Ceiling) Machine.Ranking.CheckCeiling(thread, this);
        if (!recursive || owner != thread) return base.Acquire(thread, patience);
        depth++;
        return Flow.Next;
    }

    private protected override bool IsQuiet(int thread) => base.IsQuiet(thread) || recursive && owner == thread;

    internal override bool LoseHolder(int thread)
    {
        if (owner != thread) return false;
        if (protocol != Protocol.None) Machine.Ranking.Ceases(thread, this);
        if (!robust)
        {
            owner = ThreadTable.Departed;
            return true;
        }
        Machine.Note($"{Machine.Describe(thread)} exits while it holds {Name}; the next to lock it is told");
        (owner, depth, isOrphan) = (Nobody, 0, true);
        NoLongerHeld(thread);
        Freed(thread, since);
        return false;
    }

    /// <summary>Gives it back whatever the depth, to wait for something; who gets it back holds it as often.</summary>
    internal void ReleaseWhole(int thread)
    {
        if (depth > 1) (depths ??= []).Add(thread, depth);
        depth = 1;
        Release(thread);
    }

    /// <summary>A thread that waited for something else waits for the mutex from now on, or has it.</summary>
    internal void Adopt(int thread)
    {
        Machine.MoveToLock(thread, this);
        Begin(thread, Patience.Returning);
        Join(thread);
    }

    /// <summary>A thread that waits to get it back after a wait has died.</summary>
    internal void ForgetDepth(int thread) => depths?.Remove(thread);

    protected override bool TryTake(int thread)
    {
        if (owner != Nobody) return false;
        (owner, depth, since) = (thread, 1, Machine.Now);
        if (depths?.Remove(thread, out var held) == true) depth = held;
        Held(thread);
        if (protocol != Protocol.None) Machine.Ranking.Owns(thread, this);
        if (isOrphan)
        {
            isOrphan = false;
            AttemptOf(thread).Outcome = Outcome.OwnerDied;
        }
        return true;
    }

    protected override long GiveBack(int thread)
    {
        if (owner != thread)
            throw Machine.Refuse(thread,
                $"unlocks {Name}, which {(owner == Nobody ? "nobody" : Machine.NameOf(owner))} holds");
        if (--depth > 0) return StillHeld;
        owner = Nobody;
        NoLongerHeld(thread);
        if (protocol != Protocol.None) Machine.Ranking.Ceases(thread, this);
        return since;
    }

    // Its word says so, and not the line: one that barged in gives it back by an atomic instruction.
    private protected override bool CallsToWake => Barges ? mayBeWaitedFor : base.CallsToWake;

    private protected override bool MustWake
    {
        get
        {
            var must = mayBeWaitedFor;
            mayBeWaitedFor = false;
            return must;
        }
    }

    private protected override void MayBeWaitedFor() => mayBeWaitedFor = true;

    private protected override void WaitersChanged()
    {
        if (protocol == Protocol.Inherit && owner >= 0) Machine.Ranking.Reconsider(owner);
    }
}
