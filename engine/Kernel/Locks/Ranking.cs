using Timeslice.Des;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>How urgent threads are, and what the protocols of mutexes lend to their owners.</summary>
/// <remarks>
/// Urgency is what the scheduler ranks threads by; who is lent it has the terms and the deadline of another thread, so
/// that the scheduler treats both alike.
/// </remarks>
sealed class Ranking(Machine machine, IRanks? ranks)
{
    readonly record struct Claim(long Rank, Terms? Terms, Instant Deadline);

    // Of each thread, the first of the mutexes with a protocol that it owns.
    readonly PerThread<Owned> owned = new();
    readonly Dictionary<Mutex, (int Classes, Claim Ceiling)> ceilings = [];

    struct Owned
    {
        public Mutex? First;
    }

    /// <summary>The smaller, the more urgent.</summary>
    public long RankOf(int thread) => Rank(machine.Threads.Terms(thread), machine.Threads.DeadlineOf(thread));

    /// <summary>A thread owns a mutex with a protocol from now on.</summary>
    public void Owns(int thread, Mutex mutex)
    {
        (mutex.NextHeld, owned[thread].First) = (owned[thread].First, mutex);
        Reconsider(thread);
    }

    /// <summary>A thread does not own it any more.</summary>
    public void Ceases(int thread, Mutex mutex)
    {
        ref var first = ref owned[thread].First;
        if (first == mutex) first = mutex.NextHeld;
        else
        {
            var before = first!;
            while (before.NextHeld != mutex) before = before.NextHeld!;
            before.NextHeld = mutex.NextHeld;
        }
        mutex.NextHeld = null;
        Reconsider(thread);
    }

    /// <summary>Gives a thread what it is due now, and then those for whom it waits.</summary>
    public void Reconsider(int thread)
    {
        if (ranks is null) return;
        for (var (at, steps) = (thread, machine.Threads.Live); at >= 0 && steps > 0; steps--)
        {
            if (!TryChange(at, Due(at)) || machine.MutexAwaitedBy(at) is not { } awaited) return;
            awaited.Rerank(at);
            if (awaited.Protocol != Protocol.Inherit) return;
            at = awaited.Owner;
        }
    }

    /// <summary>Refuses a thread that is more urgent than the ceiling given.</summary>
    public void CheckCeiling(int thread, Mutex mutex)
    {
        if (ranks is Edf)
            throw machine.Refuse(
                thread, $"locks {mutex.Name}, whose protocol `ceiling` needs fixed priorities, under edf");
        if (ranks is null || mutex.Ceiling is not { } priority) return;
        if (OwnRank(thread) < CeilingOf(mutex).Rank)
            throw machine.Refuse(
                thread, $"is more urgent than {priority}, the ceiling of {mutex.Name}, which it locks");
    }

    bool TryChange(int thread, Claim due)
    {
        var threads = machine.Threads;
        var present = RankOf(thread);
        if (present == due.Rank) return false;
        machine.ChangeTerms(thread, due.Terms, due.Deadline, isMore: due.Rank < present);
        return true;
    }

    // Its own, or that of the most urgent who waits for what it owns, or the highest ceiling.
    Claim Due(int thread)
    {
        var best = new Claim(OwnRank(thread), null, machine.Threads.OwnDeadlineOf(thread));
        for (var mutex = owned[thread].First; mutex is not null; mutex = mutex.NextHeld)
        {
            var claim = mutex.Protocol == Protocol.Ceiling ? CeilingOf(mutex)
                : mutex.MostUrgent is >= 0 and var waiter ? ClaimOf(waiter)
                : best;
            if (claim.Rank < best.Rank) best = claim;
        }
        return best;
    }

    Claim ClaimOf(int thread) =>
        new(RankOf(thread), machine.Threads.Terms(thread), machine.Threads.DeadlineOf(thread));

    long OwnRank(int thread) => Rank(machine.Threads.OwnTerms(thread), machine.Threads.OwnDeadlineOf(thread));

    Claim CeilingOf(Mutex mutex)
    {
        // Threads of other kinds may have come since.
        if (ceilings.TryGetValue(mutex, out var known) && known.Classes == machine.Classes.Count) return known.Ceiling;
        var ceiling = mutex.Ceiling is { } priority ? Given(priority) : MostUrgentUser(mutex);
        ceilings[mutex] = (machine.Classes.Count, ceiling);
        return ceiling;
    }

    Claim Given(int priority)
    {
        var terms = new Terms
        {
            Priority = priority,
            Policy = priority is >= 1 and <= 99 ? new FifoPolicy(priority) : null,
        };
        return new(Rank(terms, Instant.Max), terms, Instant.Max);
    }

    Claim MostUrgentUser(Mutex mutex)
    {
        var ceiling = new Claim(long.MaxValue, null, Instant.Max);
        foreach (var its in machine.Classes)
        {
            var claim = new Claim(Rank(its.Terms, Instant.Max), its.Terms, Instant.Max);
            if (claim.Rank < ceiling.Rank && its.Program.Locks(mutex)) ceiling = claim;
        }
        return ceiling;
    }

    long Rank(Terms terms, Instant deadline) => ranks?.Rank(terms, deadline) ?? -(long)terms.Priority;
}
