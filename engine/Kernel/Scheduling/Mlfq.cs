using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// The multi-level feedback queue: a thread starts at the top and goes down a level with each allotment of CPU time
/// that it uses up; now and then all are lifted to the top. Higher levels preempt lower ones; each is round robin.
/// </summary>
/// <remarks>
/// Arpaci-Dusseau and Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 8. Time counts against an allotment
/// whether or not others wait. The lift comes at the whole multiples of its interval; it makes no CPU choose anew.
/// </remarks>
/// <param name="quantum">The longest a thread runs while others of its level wait, above 0.</param>
/// <param name="levels">How many, from 1 to 64; the top one is level 0.</param>
/// <param name="allotment">The CPU time that a thread has on a level before it goes down, above 0; the quantum when
/// left out.</param>
/// <param name="boost">The time between two lifts of all threads to the top, above 0; there is none when left
/// out.</param>
/// <param name="accounting">Whether all time on a level counts; if not, who gives up the CPU before the allotment ends
/// has a new one: the rule that can be gamed.</param>
public sealed class Mlfq(
    Duration quantum, int levels = 3, Duration? allotment = null, Duration? boost = null, bool accounting = true)
    : Scheduler
{
    struct Standing
    {
        public int Level;
        public long Used, Boosts;
    }

    readonly Duration quantum = Positive.Of(quantum);
    readonly long allotment = (Positive.Of(allotment) ?? quantum).Nanoseconds;
    readonly Duration? boost = Positive.Of(boost);
    readonly int lowest = levels - 1;

    readonly Levels ready = new(levels is >= 1 and <= 64 ? levels
        : throw new ArgumentOutOfRangeException(nameof(levels), levels, "must be from 1 to 64"));

    // Boosts that those who are ready have seen.
    long boosts;

    PerThread<Standing> Standings => field ??= Threads.State<Standing>();

    public override void Enqueue(int thread, Arrival how)
    {
        if (how == Arrival.Born) Standings[thread] = new() { Boosts = Boosts };
        ref var standing = ref UpToDate(thread);
        if (!accounting && how is Arrival.Woken or Arrival.Yielded) standing.Used = 0;
        ready.Add(Threads, thread, standing.Level, first: how == Arrival.Preempted);
    }

    public override int Pick(int cpu)
    {
        LiftIfDue();
        var picked = ready.Take(Threads, cpu);
        if (picked >= 0) UpToDate(picked);
        return picked;
    }

    public override void Remove(int thread)
    {
        ref var standing = ref Standings[thread];
        ready.Remove(Threads, thread, standing.Boosts < boosts ? 0 : standing.Level);
    }

    public override bool Preempts(int ready, int running)
    {
        LiftIfDue();
        return UpToDate(ready).Level < UpToDate(running).Level;
    }

    public override Duration Slice(int thread, Duration ran)
    {
        LiftIfDue();
        ref var standing = ref UpToDate(thread);
        // It has gone down in this very instant: time was charged, and yet none is used.
        if (standing is { Level: > 0, Used: 0 } && ran > Duration.Zero) return Duration.Zero;
        var rest = Rest(quantum, ran).Nanoseconds;
        return new(standing.Level == lowest ? rest : Math.Min(rest, allotment - standing.Used));
    }

    public override void Ran(int thread, Duration time)
    {
        ref var standing = ref Standings[thread];
        standing.Used += time.Nanoseconds;
        for (; standing.Used >= allotment && standing.Level < lowest; standing.Level++) standing.Used -= allotment;
    }

    long Boosts => boost is { } interval ? Now.Nanoseconds / interval.Nanoseconds : 0;

    ref Standing UpToDate(int thread)
    {
        ref var standing = ref Standings[thread];
        if (standing.Boosts < Boosts) standing = new() { Boosts = Boosts };
        return ref standing;
    }

    void LiftIfDue()
    {
        if (boosts >= Boosts) return;
        boosts = Boosts;
        ready.Lift(Threads);
    }
}
