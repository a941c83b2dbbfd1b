using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Fair shares for threads and groups of threads: groups compete with the threads that have none, and within a group
/// its threads with each other.
/// </summary>
public abstract class GroupScheduler : Scheduler, IThrottles, ICpuFilter
{
    const int IdleWeight = 3;

    readonly List<FairQueue> groups = [];
    readonly Dictionary<Group, FairQueue> byGroup = [];
    readonly List<(int Thread, Arrival How)> newcomers = [];
    Entities? entities;
    FairQueue root = null!;
    int running, throttled;

    private protected GroupScheduler() { }

    private protected abstract FairQueue NewQueue(int number, Group? group, Entities entities);

    /// <summary>Threads that are ready and may be picked.</summary>
    internal int Ready => newcomers.Count + (entities is null ? 0 : root.Ready);

    public sealed override void Enqueue(int thread, Arrival how)
    {
        if (entities is null) Begin();
        if (how is Arrival.Preempted or Arrival.SliceOver or Arrival.Yielded) Return(thread, how);
        else if (running == 0) Join(thread, how);
        // While others run, what they have had is known a little later in the instant, and with it the average.
        else newcomers.Add((thread, how));
    }

    public sealed override int Pick(int cpu)
    {
        if (entities is null) return -1;
        Settle();
        if (!root.TryFind(cpu, out var found)) return -1;
        var (thread, home) = (found, root);
        if (found < 0)
        {
            home = groups[~found];
            // Only those were left who have blocked and stay until they have paid.
            if (!home.TryFind(cpu, out thread))
            {
                Show(home);
                return Pick(cpu);
            }
            home.Start(thread);
        }
        root.Start(found);
        home.Withdraw(thread);
        if (home.Ready == 0 && home != root) root.Withdraw(found);
        running++;
        return thread;
    }

    public sealed override void Remove(int thread)
    {
        Settle();
        var home = entities![thread].Home!;
        home.Withdraw(thread);
        home.Leave(thread);
        Show(home);
    }

    public sealed override void Blocked(int thread)
    {
        Settle();
        running--;
        var home = entities![thread].Home!;
        // Who has exited, or goes to another queue, leaves no debt here.
        home.Block(thread, returns: Threads[thread].IsHeld);
        Show(home);
    }

    public sealed override void Ran(int thread, Duration time)
    {
        var home = entities![thread].Home!;
        home.Charge(thread, time.Nanoseconds);
        if (home != root)
        {
            if (entities[home.Number].Home is not null) root.Charge(home.Number, time.Nanoseconds);
            home.Bandwidth?.Use(Now, time.Nanoseconds);
            Show(home);
        }
        Settle();
    }

    public sealed override Duration Slice(int thread, Duration ran)
    {
        Settle();
        var home = entities![thread].Home!;
        var rest = home.Ready > 0 ? home.Rest(thread) : long.MaxValue;
        if (home != root && !home.IsThrottled && root.Ready > (entities[home.Number].Place >= 0 ? 1 : 0))
            rest = Math.Min(rest, root.Rest(home.Number));
        return new(rest);
    }

    public sealed override bool Preempts(int ready, int running)
    {
        Settle();
        var (one, other) = (entities![ready].Home!, entities[running].Home!);
        if (one.IsThrottled || other.IsThrottled) return other.IsThrottled && !one.IsThrottled;
        var (woken, victim) = one == other || one == root ? (ready, running) : (one.Number, running);
        if (one != other && other != root) victim = other.Number;
        if (entities[victim].IsIdle != entities[woken].IsIdle) return entities[victim].IsIdle;
        return !entities[ready].IsModest && (one == other ? one : root).Preempts(woken, victim);
    }

    Duration IThrottles.Budget(int thread) => entities![thread].Home!.Bandwidth is { } bandwidth
        ? new(Math.Max(0, bandwidth.Left(Now))) : Duration.Max;

    Instant IThrottles.NextRefill
    {
        get
        {
            var next = Instant.Max;
            if (throttled == 0) return next;
            foreach (var home in groups)
                if (home.IsThrottled) next = Instant.Min(next, home.Bandwidth!.NextPeriod(Now));
            return next;
        }
    }

    void IThrottles.Refill()
    {
        Settle();
        foreach (var home in groups) Show(home);
    }

    bool ICpuFilter.MayRun(int entity, int cpu) =>
        entity >= 0 ? Threads.MayRun(entity, cpu) : groups[~entity].HasOneFor(cpu);

    void Begin()
    {
        entities = new(Threads.State<Entity>());
        root = NewQueue(0, null, entities);
    }

    void Settle()
    {
        if (newcomers.Count == 0) return;
        foreach (var (thread, how) in newcomers) Join(thread, how);
        newcomers.Clear();
    }

    void Return(int thread, Arrival how)
    {
        Settle();
        running--;
        var home = entities![thread].Home!;
        var terms = Threads.Terms(thread);
        if (home.Group != terms.Group || entities[thread].Weight != WeightOf(terms))
        {
            home.Leave(thread);
            Show(home);
            Join(thread, Arrival.Moved);
            return;
        }
        home.Return(thread, how);
        Show(home);
        if (home == root || entities[home.Number].Home is null) return;
        var isOver = how == Arrival.SliceOver && root.Rest(home.Number) <= 0;
        root.Return(home.Number, isOver ? Arrival.SliceOver : Arrival.Preempted);
    }

    void Join(int thread, Arrival how)
    {
        var terms = Threads.Terms(thread);
        ref var its = ref entities![thread];
        if (how == Arrival.Born)
        {
            // What is remembered of its number was somebody else's.
            if (its.IsLeaving) ((EevdfQueue)its.Home!).Dismiss(thread);
            its = new() { Place = -1 };
        }
        (its.IsIdle, its.IsModest) = (terms.Policy is IdlePolicy, terms.Policy is IdlePolicy or BatchPolicy);
        var home = terms.Group is { } group ? QueueOf(group) : root;
        home.Join(thread, how, WeightOf(terms));
        home.Add(thread);
        Show(home);
    }

    static int WeightOf(Terms terms) => terms.Policy is IdlePolicy ? IdleWeight : terms.Weight;

    FairQueue QueueOf(Group group)
    {
        if (byGroup.TryGetValue(group, out var home)) return home;
        home = NewQueue(~groups.Count, group, entities!);
        home.Bandwidth = Threads.State<Bandwidths>()[0].Of(group);
        entities![home.Number] = new() { Place = -1, Weight = group.Share };
        groups.Add(home);
        return byGroup[group] = home;
    }

    /// <summary>Lets a group compete as long as it has a runnable thread and some of its quota.</summary>
    void Show(FairQueue home)
    {
        if (home == root) return;
        if (home.Bandwidth is { } bandwidth && home.IsThrottled != bandwidth.Left(Now) <= 0)
        {
            home.IsThrottled = !home.IsThrottled;
            throttled += home.IsThrottled ? 1 : -1;
        }
        var competes = home.Runnable > 0 && !home.IsThrottled;
        if (competes && entities![home.Number].Home is null)
            root.Join(home.Number, Arrival.Woken, home.Group!.Share);
        var waits = competes && home.Ready > 0;
        if (waits && entities![home.Number].Place < 0) root.Add(home.Number);
        else if (!waits) root.Withdraw(home.Number);
        if (!competes && entities![home.Number].Home is not null) root.Leave(home.Number);
    }
}
