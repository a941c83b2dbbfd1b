using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>How a <see cref="CfsQueue"/> is set; times in ns, a tick of 0 is none.</summary>
readonly record struct CfsSettings(long Latency, long Granularity, long WakeupGranularity, long Tick);

/// <summary>Of all entities, the one that has received the least virtual time: <c>kernel/sched/fair.c</c> of Linux
/// before 6.6.</summary>
sealed class CfsQueue(
    int number, Group? group, ThreadTable threads, Entities entities, ICpuFilter filter, CfsSettings settings)
    : FairQueue(number, group, threads, entities, filter)
{
    long least, weight;

    protected override long Horizon => long.MaxValue;
    protected override long Key(in Entity entity) => entity.Time;

    /// <summary>place_entity: not behind the others, but for the half latency that a sleeper is credited with.</summary>
    public override void Join(int entity, Arrival how, int itsWeight)
    {
        ref var its = ref this[entity];
        // In another queue, time is another.
        var time = its.Last == this ? its.Time : least + its.Lag;
        its.Time = how switch
        {
            Arrival.Born => least,
            Arrival.Moved => time,
            _ => Math.Max(time, least - settings.Latency / 2),
        };
        (its.Home, its.Weight, its.Remainder, its.Used) = (this, itsWeight, 0, 0);
        weight += itsWeight;
        Runnable++;
    }

    public override void Leave(int entity)
    {
        ref var its = ref this[entity];
        its.Lag = its.Time - least;
        (its.Home, its.Last) = (null, this);
        weight -= its.Weight;
        Runnable--;
    }

    public override void Charge(int entity, long time)
    {
        ref var its = ref this[entity];
        var place = its.Place;
        Withdraw(entity);
        its.Advance(time);
        its.Used += time;
        // update_min_vruntime: it never goes back.
        var first = Waiting.First(long.MaxValue);
        least = Math.Max(least, first < 0 ? its.Time : Math.Min(its.Time, Waiting.TimeAt(first)));
        if (place >= 0) Add(entity);
    }

    /// <summary>sched_slice.</summary>
    public override long Rest(int entity)
    {
        ref var its = ref this[entity];
        var slice = Math.Max(settings.Granularity, (long)((Int128)settings.Latency * its.Weight / weight));
        var rest = Math.Max(0, slice - its.Used);
        return settings.Tick == 0 ? rest : (Now + rest + settings.Tick - 1) / settings.Tick * settings.Tick - Now;
    }

    /// <summary>wakeup_preempt_entity.</summary>
    public override bool Preempts(int woken, int running) =>
        this[running].Time - this[woken].Time > this[woken].Virtual(settings.WakeupGranularity);

    protected override void Begin(ref Entity its) => its.Used = 0;

    public override void Return(int entity, Arrival how)
    {
        if (how != Arrival.Preempted) this[entity].Used = 0;
        base.Return(entity, how);
    }
}
