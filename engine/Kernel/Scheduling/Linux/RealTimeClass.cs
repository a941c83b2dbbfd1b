using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Threads under SCHED_FIFO and SCHED_RR: by priority, those of one priority in order of arrival; a preempted one
/// stays the first of its equals (sched(7)).
/// </summary>
/// <remarks>Of each period they get so much together, as long as others are ready: <c>sched_rt_runtime_us</c>, or the
/// fair server since Linux 6.12.</remarks>
sealed class RealTimeClass(Duration quantum, Duration runtime, Duration period) : Scheduler
{
    /// <summary>What is left of the quanta of those that take turns.</summary>
    struct Turn
    {
        public long Left;
    }

    readonly ReadyHeap ready = new();
    readonly long quantum = quantum.Nanoseconds, runtime = runtime.Nanoseconds, period = period.Nanoseconds;
    long used, present;
    PerThread<Turn>? turns;

    PerThread<Turn> Turns => turns ??= Threads.State<Turn>();

    /// <summary>They have had their part of this period.</summary>
    public bool IsSpent => Used >= runtime;

    public bool HasReady => ready.Count > 0;

    /// <summary>When they may run again, if their part is spent.</summary>
    public Instant NextPeriod => new((Now.Nanoseconds / period + 1) * period);

    long Used => Now.Nanoseconds / period == present ? used : 0;

    public override void Enqueue(int thread, Arrival how)
    {
        ref var left = ref Turns[thread].Left;
        var stays = how == Arrival.Preempted || how == Arrival.SliceOver && (left > 0 || !TakesTurns(thread));
        if (how == Arrival.Born || left == 0) left = quantum;
        ready.Add(Threads, thread, -PriorityOf(thread), first: stays);
    }

    public override int Pick(int cpu) => ready.Take(Threads, cpu);
    public override void Remove(int thread) => ready.Remove(Threads, thread);
    public override bool Preempts(int ready, int running) => PriorityOf(ready) > PriorityOf(running);

    public override Duration Slice(int thread, Duration ran)
    {
        var left = TakesTurns(thread) ? Turns[thread].Left : long.MaxValue;
        var rest = runtime - Used;
        return new(Math.Min(left, rest > 0 ? rest : (NextPeriod - Now).Nanoseconds));
    }

    public override void Ran(int thread, Duration time)
    {
        ref var left = ref Turns[thread].Left;
        left -= time.Nanoseconds;
        // Alone, it has been for several quanta; 0 is the end of one.
        if (left < 0) left = (quantum + left % quantum) % quantum;
        var number = Now.Nanoseconds / period;
        if (number > present) (present, used) = (number, 0);
        used += Math.Min(time.Nanoseconds, Now.Nanoseconds - number * period);
    }

    bool TakesTurns(int thread) => Threads.Terms(thread).Policy is RrPolicy;

    int PriorityOf(int thread) => Threads.Terms(thread).Policy switch
    {
        FifoPolicy fifo => fifo.Priority,
        RrPolicy rr => rr.Priority,
        _ => 0,
    };
}
