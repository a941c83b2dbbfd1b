using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Threads under SCHED_DEADLINE: the earliest deadline first, each within the bandwidth that is reserved for it, so that
/// one that needs more does not harm another.
/// </summary>
/// <remarks>
/// The hard constant bandwidth server: Abeni and Buttazzo, Integrating Multimedia Applications in Hard Real-Time Systems
/// (RTSS 1998); <c>Documentation/scheduler/sched-deadline.rst</c> of Linux. There is no admission test.
/// </remarks>
sealed class DeadlineClass : Scheduler, IThrottles
{
    /// <summary>What is left of a thread's runtime, and its deadline, in ns.</summary>
    struct Server
    {
        public long Left, Deadline;
    }

    readonly ReadyHeap ready = new(), heldBack = new();
    PerThread<Server>? servers;

    PerThread<Server> Servers => servers ??= Threads.State<Server>();

    public override void Enqueue(int thread, Arrival how)
    {
        ref var server = ref Servers[thread];
        var policy = PolicyOf(thread);
        if (how == Arrival.Born || how == Arrival.Woken && CannotKeep(server, policy))
            server = new() { Left = policy.Runtime.Nanoseconds, Deadline = (Now + policy.Deadline).Nanoseconds };
        // Who yields has done its job of this period.
        if (how == Arrival.Yielded) server.Left = Math.Min(server.Left, 0);
        Add(thread, first: how == Arrival.Preempted);
    }

    public override int Pick(int cpu) => ready.Take(Threads, cpu);

    public override void Remove(int thread) => (Servers[thread].Left > 0 ? ready : heldBack).Remove(Threads, thread);

    public override bool Preempts(int ready, int running) =>
        Servers[ready].Left > 0 && Servers[ready].Deadline < Servers[running].Deadline;

    public override void Ran(int thread, Duration time) => Servers[thread].Left -= time.Nanoseconds;

    public Duration Budget(int thread) => new(Math.Max(0, Servers[thread].Left));

    public Instant NextRefill => heldBack.Count == 0 ? Instant.Max : new(heldBack.FirstKey);

    public void Refill()
    {
        while (heldBack.Count > 0 && heldBack.FirstKey <= Now.Nanoseconds)
        {
            var thread = heldBack.First;
            heldBack.Remove(Threads, thread);
            Replenish(ref Servers[thread], PolicyOf(thread));
            Add(thread, first: false);
        }
    }

    void Add(int thread, bool first)
    {
        ref var server = ref Servers[thread];
        var next = NextPeriod(server, PolicyOf(thread));
        if (server.Left <= 0 && next <= Now.Nanoseconds) Replenish(ref server, PolicyOf(thread));
        if (server.Left > 0) ready.Add(Threads, thread, server.Deadline, first);
        else heldBack.Add(Threads, thread, next);
    }

    /// <summary>replenish_dl_entity: as many periods later as make up for what it has had too much.</summary>
    void Replenish(ref Server server, DeadlinePolicy policy)
    {
        while (server.Left <= 0)
        {
            server.Left += policy.Runtime.Nanoseconds;
            server.Deadline += policy.Period.Nanoseconds;
        }
        if (server.Deadline > Now.Nanoseconds) return;
        server = new() { Left = policy.Runtime.Nanoseconds, Deadline = (Now + policy.Deadline).Nanoseconds };
    }

    /// <summary>dl_entity_overflow: with what is left until its deadline it would take more than its bandwidth.</summary>
    bool CannotKeep(in Server server, DeadlinePolicy policy) => server.Deadline <= Now.Nanoseconds
        || (Int128)server.Left * policy.Period.Nanoseconds
            > (Int128)(server.Deadline - Now.Nanoseconds) * policy.Runtime.Nanoseconds;

    static long NextPeriod(in Server server, DeadlinePolicy policy) =>
        server.Deadline - policy.Deadline.Nanoseconds + policy.Period.Nanoseconds;

    DeadlinePolicy PolicyOf(int thread) => (DeadlinePolicy)Threads.Terms(thread).Policy!;
}
