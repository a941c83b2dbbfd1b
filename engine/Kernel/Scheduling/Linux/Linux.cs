using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// The scheduling classes of Linux, each before the next: deadline, real-time (FIFO and round robin), fair (normal,
/// batch, idle). To which a thread belongs its policy says, normal when it says nothing.
/// </summary>
/// <remarks>
/// sched(7). Fair shares are those of <see cref="Scheduling.Fair"/>, or of <see cref="Cfs"/> where asked. SCHED_IDLE is
/// part of the fair class, with weight 3. There is no admission test for deadlines.
/// </remarks>
/// <param name="fair">The algorithm of the fair class.</param>
/// <param name="slice">EEVDF: CPU time that a thread asks for at a time, above 0; 2.8 ms when left out. CFS: the
/// latency, 6 ms × 4 when left out; slices are no shorter than an eighth of it.</param>
/// <param name="tick">The end of a fair slice is noticed at whole multiples of it, above 0 (4 ms with HZ = 250); at
/// once when left out.</param>
/// <param name="rrQuantum">Of SCHED_RR, above 0; 100 ms when left out.</param>
/// <param name="rtRuntime">What FIFO and round robin threads together get of each period while others are ready, above
/// 0; 950 ms when left out.</param>
/// <param name="rtPeriod">Periods follow each other from the start of the run; at least the runtime, 1 s when left
/// out.</param>
public sealed class Linux(
    FairClass fair = FairClass.Eevdf, Duration? slice = null, Duration? tick = null, Duration? rrQuantum = null,
    Duration? rtRuntime = null, Duration? rtPeriod = null) : Scheduler, IThrottles, IRanks
{
    enum Class : byte { Deadline, RealTime, Fair }

    /// <summary>The class in which a thread queues or runs.</summary>
    struct Member
    {
        public Class Class;
    }

    static readonly Duration latency = 24.Ms;

    readonly DeadlineClass deadlines = new();
    readonly RealTimeClass realTime = new(
        Positive.Of(rrQuantum, nameof(rrQuantum)) ?? 100.Ms,
        Positive.Of(rtRuntime, nameof(rtRuntime)) ?? 950.Ms,
        NotBelow(Positive.Of(rtPeriod, nameof(rtPeriod)) ?? 1.S, rtRuntime ?? 950.Ms));
    readonly GroupScheduler shares = fair == FairClass.Eevdf ? new Fair(slice, tick)
        : new Cfs(slice ?? latency, (slice ?? latency) / 8, tick: tick);
    PerThread<Member>? members;
    Instant keptAt = Instant.Max;

    long IRanks.Rank(Terms terms, Instant deadline) => terms.Policy switch
    {
        DeadlinePolicy => -100,
        FifoPolicy fifo => -fifo.Priority,
        RrPolicy rr => -rr.Priority,
        _ => 0,
    };

    public override void Enqueue(int thread, Arrival how)
    {
        if (members is null) Begin();
        var its = Threads.Terms(thread).Policy switch
        {
            DeadlinePolicy => Class.Deadline,
            FifoPolicy or RrPolicy => Class.RealTime,
            _ => Class.Fair,
        };
        ref var member = ref members![thread];
        if (how is Arrival.Preempted or Arrival.SliceOver or Arrival.Yielded && its != member.Class)
        {
            Of(member.Class).Blocked(thread);
            how = Arrival.Born;
        }
        else if (how != Arrival.Born && its != member.Class) how = Arrival.Born;
        member.Class = its;
        Of(its).Enqueue(thread, how);
    }

    public override int Pick(int cpu)
    {
        if (members is null) return -1;
        var next = deadlines.Pick(cpu);
        if (next < 0 && !(realTime.IsSpent && shares.Ready > 0)) next = realTime.Pick(cpu);
        if (next < 0) next = shares.Pick(cpu);
        if (next >= 0) return next;
        // Those who are ready in the fair class are bound elsewhere.
        keptAt = Now;
        return realTime.Pick(cpu);
    }

    public override void Remove(int thread) => OfThread(thread).Remove(thread);

    public override Duration Slice(int thread, Duration ran) =>
        members![thread].Class == Class.RealTime && realTime.IsSpent && shares.Ready > 0 && keptAt != Now
            ? Duration.Zero : OfThread(thread).Slice(thread, ran);

    public override void Ran(int thread, Duration time) => OfThread(thread).Ran(thread, time);
    public override void Blocked(int thread) => OfThread(thread).Blocked(thread);

    public override bool Preempts(int ready, int running)
    {
        var (one, other) = (members![ready].Class, members[running].Class);
        if (one == other) return Of(one).Preempts(ready, running);
        if (one == Class.RealTime && other == Class.Fair) return !realTime.IsSpent;
        if (one == Class.Fair && other == Class.RealTime) return realTime.IsSpent && shares.Ready > 0;
        return one == Class.Deadline ? deadlines.Budget(ready) > Duration.Zero : false;
    }

    Duration IThrottles.Budget(int thread) =>
        OfThread(thread) is IThrottles throttles ? throttles.Budget(thread) : Duration.Max;

    Instant IThrottles.NextRefill
    {
        get
        {
            if (members is null) return Instant.Max;
            var next = Instant.Min(deadlines.NextRefill, ((IThrottles)shares).NextRefill);
            return realTime is { HasReady: true, IsSpent: true } ? Instant.Min(next, realTime.NextPeriod) : next;
        }
    }

    void IThrottles.Refill()
    {
        deadlines.Refill();
        ((IThrottles)shares).Refill();
    }

    void Begin()
    {
        members = Threads.State<Member>();
        deadlines.Threads = realTime.Threads = shares.Threads = Threads;
    }

    Scheduler OfThread(int thread) => Of(members![thread].Class);

    Scheduler Of(Class its) => its switch
    {
        Class.Deadline => deadlines,
        Class.RealTime => realTime,
        _ => shares,
    };

    static Duration NotBelow(Duration period, Duration runtime) => period >= runtime ? period
        : throw new ArgumentOutOfRangeException(nameof(rtPeriod), period, "must not be below the runtime");
}

/// <summary>The algorithms that the fair class of Linux has had.</summary>
public enum FairClass
{
    /// <summary>Since 6.6.</summary>
    Eevdf,

    /// <summary>From 2.6.23 to 6.5.</summary>
    Cfs,
}
