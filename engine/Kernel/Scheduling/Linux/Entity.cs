using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>What competes for a fair share: a thread, or a group of threads as one.</summary>
/// <remarks>Virtual time is CPU time in ns at <see cref="NormalWeight"/>: it passes the slower, the more one weighs.</remarks>
struct Entity
{
    /// <summary>Of a thread of nice 0.</summary>
    public const int NormalWeight = 1024;

    /// <summary>Where it competes, while it is runnable.</summary>
    public FairQueue? Home;

    /// <summary>CFS: where it competed last.</summary>
    public FairQueue? Last;

    /// <summary>Virtual time that it has received.</summary>
    public long Time;

    /// <summary>Of virtual time, in units of 1/weight: charged in many parts or in one, the sum is the same.</summary>
    public int Remainder;

    public int Weight;

    /// <summary>EEVDF: virtual time at which its present slice is used up.</summary>
    public long Deadline;

    /// <summary>EEVDF: virtual time up to which it keeps its CPU while it is eligible.</summary>
    public long Protected;

    /// <summary>When it left: EEVDF: how far the average was ahead of it; CFS: how far it was ahead of the
    /// others.</summary>
    public long Lag;

    /// <summary>EEVDF: the last instant at which its slice was seen to be over, in ns.</summary>
    public long OverAt;

    /// <summary>CFS: CPU time since it was picked, in ns.</summary>
    public long Used;

    /// <summary>Its place among the ready ones, or −1.</summary>
    public int Place;

    /// <summary>EEVDF: blocked, but it competes until it has paid for what it had too much.</summary>
    public bool IsLeaving;

    /// <summary>SCHED_BATCH or SCHED_IDLE: waking up it takes nobody's CPU.</summary>
    public bool IsModest;

    /// <summary>SCHED_IDLE.</summary>
    public bool IsIdle;

    /// <summary>Receives CPU time, in ns.</summary>
    public long Advance(long time)
    {
        var part = time % Weight * NormalWeight + Remainder;
        Remainder = (int)(part % Weight);
        var passed = checked(time / Weight * NormalWeight + part / Weight);
        Time += passed;
        return passed;
    }

    /// <summary>CPU time until its virtual time is at least so much, in ns; at least 0.</summary>
    public readonly long Until(long virtualTime)
    {
        var missing = checked((virtualTime - Time) * Weight) - Remainder;
        return missing <= 0 ? 0 : (missing + NormalWeight - 1) / NormalWeight;
    }

    /// <summary>CPU time in ns as virtual time, rounded down.</summary>
    public readonly long Virtual(long time) => checked(time * NormalWeight) / Weight;
}

/// <summary>Entities by number: threads from 0 on, groups below 0.</summary>
sealed class Entities(PerThread<Entity> threads)
{
    readonly PerThread<Entity> groups = new();

    public ref Entity this[int number] => ref number >= 0 ? ref threads[number] : ref groups[~number];
}
