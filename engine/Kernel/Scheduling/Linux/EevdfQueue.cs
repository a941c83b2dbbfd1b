using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>How an <see cref="EevdfQueue"/> is set; times in ns, a tick of 0 is none.</summary>
readonly record struct EevdfSettings(long Slice, long Tick, bool RunToParity, bool DelayDequeue);

/// <summary>
/// Of the entities that have received no more than their share, the one whose slice is due first:
/// <c>kernel/sched/fair.c</c> of Linux 6.18.
/// </summary>
/// <remarks>
/// With weights w and virtual times v, V = Σwv/Σw is what each should have. Eligible is who has v ≤ V; due is
/// d = v + slice/w; the sum of all lags w(V − v) is 0 at any time.
/// </remarks>
sealed class EevdfQueue(
    int number, Group? group, ThreadTable threads, Entities entities, ICpuFilter filter, EevdfSettings settings)
    : FairQueue(number, group, threads, entities, filter)
{
    AverageTime average;
    int leaving;

    public override int Ready => Waiting.Count - leaving;

    /// <summary>The virtual time that each should have received, rounded down.</summary>
    internal long Average => average.Floor();

    protected override long Horizon => average.Floor();
    protected override long Key(in Entity entity) => entity.Deadline;

    /// <summary>place_entity: as far from the average as it was when it left. It shifts the average itself, by its own
    /// weight, hence (W + w)/W.</summary>
    public override void Join(int entity, Arrival how, int weight)
    {
        LetGo();
        ref var its = ref this[entity];
        if (its.IsLeaving && TryStay(ref its, entity, weight)) return;
        var born = how == Arrival.Born;
        var slice = born ? 0 : its.Deadline - its.Time;
        if (its.Weight != weight && !born)
            (its.Lag, slice) = (Scaled(its.Lag, its.Weight, weight), Scaled(slice, its.Weight, weight));
        (its.Home, its.Weight, its.Remainder, its.OverAt) = (this, weight, 0, -1);
        var lag = born || average.Weight == 0 ? 0 : Scaled(its.Lag, average.Weight + weight, average.Weight);
        its.Time = average.Floor() - lag;
        // Those who are there are halfway through their slices, on average.
        its.Deadline = its.Time
            + (born ? Math.Max(1, Slice(its) / 2) : how == Arrival.Moved && slice > 0 ? slice : Slice(its));
        its.Protected = its.Time;
        average.Add(weight, its.Time);
        Runnable++;
    }

    public override void Leave(int entity)
    {
        ref var its = ref this[entity];
        var most = its.Virtual(settings.Slice + settings.Tick);
        its.Lag = Math.Clamp(average.Floor() - its.Time, -most, most);
        average.Remove(its.Weight, its.Time);
        its.Home = null;
        Runnable--;
    }

    /// <summary>Who has had too much may stay in the competition until that is made up for.</summary>
    public override void Block(int entity, bool returns)
    {
        LetGo();
        ref var its = ref this[entity];
        if (!settings.DelayDequeue || !returns || its.Time <= average.Floor())
        {
            Leave(entity);
            return;
        }
        its.IsLeaving = true;
        leaving++;
        Runnable--;
        Add(entity);
    }

    public override void Charge(int entity, long time)
    {
        ref var its = ref this[entity];
        var place = its.Place;
        Withdraw(entity);
        var before = its.Time;
        if (settings.Tick == 0) Run(ref its, time);
        else RunByTicks(ref its, time);
        average.Advance(its.Weight, its.Time - before);
        if (place >= 0) Add(entity);
    }

    /// <summary>One request follows the other: d' = d + slice/w.</summary>
    void Run(ref Entity its, long time)
    {
        its.Advance(time);
        if (its.Time < its.Deadline) return;
        var slice = Slice(its);
        its.Deadline += ((its.Time - its.Deadline) / slice + 1) * slice;
        // Over in this very nanosecond, or some time ago, when nobody waited?
        var since = (its.Time - (its.Deadline - slice)) * its.Weight + its.Remainder;
        if (since < Entity.NormalWeight) its.OverAt = Now;
    }

    /// <summary>update_deadline: that a request is over is seen at a tick, and the next one begins then: d' = v +
    /// slice/w.</summary>
    void RunByTicks(ref Entity its, long time)
    {
        var start = Now - time;
        var seen = ToTick(start + its.Until(its.Deadline));
        if (seen <= Now)
        {
            var every = ToTick(settings.Slice);
            var last = seen + (Now - seen) / every * every;
            its.Advance(last - start);
            Renew(ref its, last);
            time = Now - last;
        }
        its.Advance(time);
    }

    void Renew(ref Entity its, long at) => (its.Deadline, its.OverAt) = (its.Time + Slice(its), at);

    public override long Rest(int entity)
    {
        ref var its = ref this[entity];
        var rest = its.OverAt == Now ? 0
            : settings is { Tick: > 0, RunToParity: true } && its.Time >= its.Protected ? 1
            : its.Until(its.Deadline);
        return settings.Tick == 0 ? rest : ToTick(Now + rest) - Now;
    }

    /// <summary>check_preempt_wakeup_fair.</summary>
    public override bool Preempts(int woken, int running)
    {
        ref var its = ref this[running];
        // Of two that run, the later loses.
        if (this[woken].Place < 0) return this[woken].Deadline < its.Deadline;
        var place = its.Place;
        Withdraw(running);
        var takes = Takes(woken, its);
        if (place >= 0) Add(running);
        return takes;
    }

    bool Takes(int woken, in Entity running)
    {
        var now = average.Floor();
        var best = Waiting.First(now);
        if (best < 0 || Waiting.TimeAt(best) > now) return false;
        var isOver = running.OverAt == Now;
        if (!isOver && Waiting.EntityAt(best) != woken) return false;
        if (running.Time > now) return true;
        if (!isOver && IsProtected(running)) return false;
        // Two that are due together must not take the CPU from each other for ever.
        return Waiting.KeyAt(best) < running.Deadline + (settings.RunToParity ? 1 : 0);
    }

    protected override void Begin(ref Entity its)
    {
        its.Protected = settings.RunToParity ? its.Deadline : its.Time;
        its.OverAt = -1;
    }

    public override void Return(int entity, Arrival how)
    {
        ref var its = ref this[entity];
        if (how == Arrival.Yielded) its.Deadline += Slice(its);
        if (how != Arrival.Preempted) its.Protected = its.Time;
        its.OverAt = -1;
        base.Return(entity, how);
    }

    /// <summary>pick_eevdf.</summary>
    public override bool TryFind(int cpu, out int entity)
    {
        LetGo();
        if (TryLast(cpu, out entity) && IsProtected(this[entity])) return true;
        while (base.TryFind(cpu, out entity))
        {
            if (!this[entity].IsLeaving) return true;
            Dismiss(entity);
        }
        return false;
    }

    bool IsProtected(in Entity its) => its.Time < its.Protected && its.Time <= average.Floor();

    /// <summary>Whoever has paid leaves, when it would be its turn.</summary>
    void LetGo()
    {
        while (leaving > 0 && Waiting.First(average.Floor()) is >= 0 and var place
            && this[Waiting.EntityAt(place)].IsLeaving && Waiting.TimeAt(place) <= average.Floor())
            Dismiss(Waiting.EntityAt(place));
    }

    /// <summary>What it is owed beyond its debt is forgotten: it has slept.</summary>
    public void Dismiss(int entity)
    {
        Withdraw(entity);
        ref var its = ref this[entity];
        its.IsLeaving = false;
        leaving--;
        Runnable++;
        Leave(entity);
        its.Lag = Math.Min(its.Lag, 0);
    }

    /// <summary>It wakes up before it has paid: it goes on where it was, if that is here.</summary>
    bool TryStay(ref Entity its, int entity, int weight)
    {
        var stays = its.Home == this && its.Weight == weight && its.Time >= average.Floor();
        if (!stays)
        {
            ((EevdfQueue)its.Home!).Dismiss(entity);
            return false;
        }
        Withdraw(entity);
        its.IsLeaving = false;
        leaving--;
        Runnable++;
        return true;
    }

    long Slice(in Entity its) => Math.Max(1, its.Virtual(settings.Slice));
    long ToTick(long time) => (time + settings.Tick - 1) / settings.Tick * settings.Tick;
    static long Scaled(long value, long by, long of) => (long)((Int128)value * by / of);
}
