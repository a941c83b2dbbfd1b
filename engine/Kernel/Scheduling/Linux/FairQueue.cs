using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Entities that compete with each other: those of a group, or groups and all threads without a group. What differs
/// between algorithms is told by its kinds.
/// </summary>
abstract class FairQueue(int number, Group? group, ThreadTable threads, Entities entities, ICpuFilter filter)
{
    const int Nobody = int.MinValue;

    int left = Nobody;
    long leftAt;

    /// <summary>The number of the entity that stands for all of these; 0 when none does.</summary>
    public int Number => number;

    public Group? Group => group;

    public Bandwidth? Bandwidth { get; set; }

    /// <summary>Its quota is used up.</summary>
    public bool IsThrottled { get; set; }

    /// <summary>Entities that are ready or running.</summary>
    public int Runnable { get; protected set; }

    /// <summary>Entities that are ready.</summary>
    public virtual int Ready => Waiting.Count;

    protected Contenders Waiting { get; } = new();
    protected long Now => threads.Now.Nanoseconds;
    protected ref Entity this[int entity] => ref entities[entity];

    /// <summary>An entity is runnable: it gets its virtual time.</summary>
    public abstract void Join(int entity, Arrival how, int weight);

    /// <summary>It is runnable no longer; it is not among the ready ones.</summary>
    public abstract void Leave(int entity);

    /// <summary>It has blocked, or left for good: it leaves, now or later.</summary>
    public virtual void Block(int entity, bool returns) => Leave(entity);

    /// <summary>Has used a CPU.</summary>
    public abstract void Charge(int entity, long time);

    /// <summary>CPU time until its slice is over, in ns.</summary>
    public abstract long Rest(int entity);

    /// <summary>Whether a woken entity takes the CPU of another one.</summary>
    public abstract bool Preempts(int woken, int running);

    /// <summary>Has been given a CPU, and is not the one that has just left it.</summary>
    protected abstract void Begin(ref Entity entity);

    /// <summary>Up to what virtual time entities are considered first.</summary>
    protected abstract long Horizon { get; }

    /// <summary>By what entities are ordered.</summary>
    protected abstract long Key(in Entity entity);

    /// <summary>It gives up its CPU and stays ready; it may be given it again.</summary>
    public virtual void Return(int entity, Arrival how)
    {
        (left, leftAt) = (entity, Now);
        if (entities[entity].Place < 0) Add(entity);
    }

    /// <summary>Among the ready ones.</summary>
    public void Add(int entity)
    {
        ref var its = ref entities[entity];
        its.Place = Waiting.Add(entity, Key(its), its.Time);
    }

    /// <summary>No longer among the ready ones.</summary>
    public void Withdraw(int entity)
    {
        ref var its = ref entities[entity];
        if (its.Place < 0) return;
        Waiting.Remove(its.Place);
        its.Place = -1;
    }

    /// <summary>The one that a CPU runs next, still among the ready ones; false when there is none for it.</summary>
    public virtual bool TryFind(int cpu, out int entity)
    {
        var place = Waiting.First(Horizon);
        if (place < 0 || !filter.MayRun(Waiting.EntityAt(place), cpu)) place = Waiting.First(Horizon, cpu, filter);
        // Where nobody may run whose turn it is, somebody whose turn it is not is better than nobody.
        if (place < 0) place = Waiting.First(long.MaxValue, cpu, filter);
        entity = place >= 0 ? Waiting.EntityAt(place) : Nobody;
        return place >= 0;
    }

    /// <summary>It is given a CPU.</summary>
    public void Start(int entity)
    {
        if (!HasJustLeft(entity)) Begin(ref entities[entity]);
        left = Nobody;
    }

    /// <summary>Whether a CPU may run any of the ready ones.</summary>
    public bool HasOneFor(int cpu) => Waiting.Count > 0 && Waiting.First(long.MaxValue, cpu, filter) >= 0;

    protected bool HasJustLeft(int entity) => left == entity && leftAt == Now;

    /// <summary>The one that has just left a CPU, if it is still ready.</summary>
    protected bool TryLast(int cpu, out int entity)
    {
        entity = left;
        return left != Nobody && leftAt == Now && entities[left].Home == this && entities[left].Place >= 0
            && filter.MayRun(left, cpu);
    }
}
