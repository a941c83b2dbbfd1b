using Timeslice.Kernel.Locks;

namespace Timeslice.Experiments;

/// <summary>What one lock went through: a stretch is written down when it is over.</summary>
sealed class LockStretches
{
    readonly Log<LockSegment> past = new();
    readonly int[] holders = new int[LockSegment.MostNamed], waiters = new int[LockSegment.MostNamed];
    LockSegment open;
    int known, named;

    public IReadOnlyList<LockSegment> Past => past;

    /// <param name="laneOf">Turns numbers of threads, which go to others later, into lanes.</param>
    public void Open(long now, Lock its, Func<int, int> laneOf)
    {
        known = its.WhoHolds(holders);
        var waiting = its.WhoWaits(waiters);
        named = Math.Min(waiting, waiters.Length);
        foreach (ref var who in holders.AsSpan(0, known)) who = laneOf(who);
        foreach (ref var who in waiters.AsSpan(0, named)) who = laneOf(who);
        open = new(now, 0, its.Holders, waiting, its.Holders == 1 && known == 1 ? holders[0] : -1)
        {
            Spinning = its.Spinners,
        };
    }

    /// <summary>True when something was to be written down: it lasted, and somebody was there.</summary>
    public bool Close(long now)
    {
        if (open.From == now || open is { Holders: 0, Waiters: 0 }) return false;
        past.Add(open with
        {
            To = now, HeldBy = known > 1 ? holders[..known] : null!, Line = named > 0 ? waiters[..named] : null!,
        });
        return true;
    }
}
