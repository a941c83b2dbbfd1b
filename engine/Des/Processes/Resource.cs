using Timeslice.Des.Monitors;

namespace Timeslice.Des;

/// <summary>A number of equal units, such as the clerks at a counter, that processes ask for and give back.</summary>
/// <remarks>
/// <c>using (await counter.Request()) { … }</c> gives the unit back on every way out. A unit goes to who waits by
/// priority, then in order of asking; nobody passes who waits. The unit belongs to who was granted it from that moment
/// on, even before it runs again.
/// </remarks>
public sealed class Resource : IWaitedFor
{
    readonly WaitQueue queue;
    readonly Stack<int> free = [];
    readonly List<uint> generations = [];
    TimeWeighted inUse, waiting;

    /// <param name="capacity">Units: at least 1.</param>
    public Resource(Simulation simulation, int capacity = 1, string? name = null)
    {
        if (capacity < 1) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "must be at least 1");
        (Simulation, Capacity, Name) = (simulation, capacity, name);
        queue = new(simulation, this);
        Restart();
    }

    public Simulation Simulation { get; }

    public int Capacity { get; }

    /// <summary>For messages.</summary>
    public string? Name { get; }

    /// <summary>Units that are granted and not given back.</summary>
    public int InUse => (int)inUse.Value;

    /// <summary>How many wait for a unit.</summary>
    public int Waiting => queue.Count;

    /// <summary>Units in use, averaged over time; NaN when none has passed.</summary>
    public double MeanInUse => inUse.Mean(Now);

    /// <summary>The length of the queue, averaged over time; NaN when none has passed.</summary>
    public double MeanWaiting => waiting.Mean(Now);

    /// <summary>The greatest length of the queue.</summary>
    public int MostWaiting => (int)waiting.Max;

    /// <summary>How long those who were granted a unit had waited; the others do not count.</summary>
    public Tally Waits { get; } = new();

    long Now => Simulation.Now.Nanoseconds;

    /// <summary>Asks for a unit; await it. Smaller priorities go first.</summary>
    public Request Request(int priority = 0) => new(this, priority);

    /// <summary>Takes a unit if one is free.</summary>
    public bool TryRequest(out Grant grant)
    {
        var isFree = TryTake(out var ticket);
        grant = isFree ? new(this, ticket) : default;
        return isFree;
    }

    /// <summary>Forgets the statistics, after a warm-up; who waits keeps waiting.</summary>
    public void Restart()
    {
        inUse.Restart(Now);
        waiting.Restart(Now);
        Waits.Restart();
    }

    public override string ToString() => $"resource {Name}";

    void IWaitedFor.GaveUp(Waiter waiter) => waiting.Set(Now, queue.Count);

    internal void Wait(Coroutine coroutine, int priority)
    {
        coroutine.WaitIn(queue, priority);
        waiting.Set(Now, queue.Count);
    }

    internal void Wait(RequestEvent request, int priority)
    {
        request.Since = Simulation.Now;
        queue.Join(request, priority);
        waiting.Set(Now, queue.Count);
    }

    // Nobody waits while a unit is free: what is given back is granted at once.
    internal bool TryTake(out long ticket)
    {
        ticket = 0;
        if (inUse.Value == Capacity) return false;
        Waits.Add(Duration.Zero);
        ticket = Take();
        return true;
    }

    internal bool Holds(long ticket) => generations[(int)ticket] == (uint)(ticket >> 32);

    internal void GiveBack(long ticket)
    {
        if (!Holds(ticket)) return;
        generations[(int)ticket]++;
        free.Push((int)ticket);
        inUse.Set(Now, inUse.Value - 1);
        if (queue.First is { } next) GrantTo(next);
    }

    void GrantTo(Waiter next)
    {
        Waits.Add(Simulation.Now - next.Since);
        next.Ticket = Take();
        queue.Grant();
        waiting.Set(Now, queue.Count);
    }

    // A ticket is a unit and its generation, so that a unit given back twice is not another's.
    long Take()
    {
        inUse.Set(Now, inUse.Value + 1);
        if (!free.TryPop(out var unit))
        {
            unit = generations.Count;
            generations.Add(0);
        }
        return (long)generations[unit] << 32 | (uint)unit;
    }
}
