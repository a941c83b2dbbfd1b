namespace Timeslice.Des;

/// <summary>The clock and the events to come: runs them by (time, order of scheduling).</summary>
/// <remarks>
/// An instant has three parts: events that were scheduled for it before it came; then those scheduled within it,
/// first in, first out; then, when nothing of either is left, decisions put off to the end of the instant, one
/// at a time, each followed by whatever it caused.
/// </remarks>
public sealed partial class Simulation(ulong seed = 42, ulong replication = 0)
{
    // An event's id names its target in the upper bits and the target's own number in the lower.
    const int NumberBits = 22;
    const int NumberMask = (1 << NumberBits) - 1;
    const int TurnsEach = 16;

    // Fewer find what they need in the cache.
    const int WorthPrefetching = 2048;
    const int MaxTargets = 1 << (31 - NumberBits);

    /// <summary>How many events a target may number: 4 194 304.</summary>
    public const int MaxNumbers = 1 << NumberBits;

    readonly EventQueue future = new();
    readonly NowLane lane = new();
    IDecider[] deciders = [];
    readonly List<IEventTarget> registered = [];
    IEventTarget[] targets = [];
    long now, dead, deadInLane;
    volatile bool stopping;
    Ending? broken;
    Limits limits = Limits.Default;
    long inThisInstant, turnsOfInstant = Limits.Default.EventsPerInstant;
    int undecided;

    public Instant Now => new(now);
    public ulong Seed => seed;
    public ulong Replication => replication;

    /// <summary>Events run so far; cancelled ones do not count.</summary>
    public long Events { get; private set; }

    /// <summary>
    /// How many act in the model. Each may do a little in one instant without that looking like a loop.
    /// </summary>
    public int Population
    {
        get;
        set
        {
            field = value;
            turnsOfInstant = Math.Max(turnsOfInstant, Turns(value));
        }
    }

    /// <summary>Events waiting, cancelled ones included, and decisions.</summary>
    public int Pending => future.Count + lane.Count + undecided;

    /// <summary>Nothing is left to happen in this instant but decisions.</summary>
    public bool IsInstantOver => lane.Count == 0 && future.NextTime != now && !stopping;

    /// <summary>Takes a target in; its events are named by the returned id plus their number.</summary>
    public int Register(IEventTarget target)
    {
        if (registered.Count == MaxTargets)
            throw new InvalidOperationException($"too many event targets: at most {MaxTargets}");
        registered.Add(target);
        targets = [.. registered];
        return (registered.Count - 1) << NumberBits;
    }

    /// <summary>
    /// An event after <paramref name="delay"/>; with no delay, in this instant, after all that is scheduled for it.
    /// </summary>
    public void After(Duration delay, int id, uint generation)
    {
        if (delay.Nanoseconds > 0)
        {
            if (delay.Nanoseconds > long.MaxValue - 1 - now) throw TimeOver(delay, id);
            future.Add(now + delay.Nanoseconds, id, generation);
        }
        else if (delay.Nanoseconds == 0) lane.Add(id, generation);
        else throw new InvalidOperationException($"an event cannot lie {delay} in the future");
    }

    /// <summary>Takes in one who decides at the ends of instants.</summary>
    public void Register(IDecider decider) => deciders = [.. deciders, decider];

    /// <summary>A decision is to be taken when nothing else is left to happen in this instant.</summary>
    public void AskForDecision() => undecided++;

    /// <summary>
    /// A decision that was asked for is taken now. It counts as an event. A decider that finds
    /// <see cref="IsInstantOver"/> may take the next one at once.
    /// </summary>
    public void TakeDecision(IDecider decider)
    {
        undecided--;
        CountDecision(decider);
    }

    /// <summary>A decision is taken that was not asked for, because nothing else was left in the instant.</summary>
    public void CountDecision(IDecider decider)
    {
        if (Events >= limits.Events || inThisInstant >= turnsOfInstant) throw OutOfBounds(decider.Describe());
        Events++;
        inThisInstant++;
    }

    /// <summary>
    /// One pending event has become stale: its generation has passed already. The
    /// dead are purged when they outnumber the living.
    /// </summary>
    public void Cancelled()
    {
        if ((++dead - deadInLane) * 2 > future.Count + 64) Purge();
    }

    /// <summary>Ends the run after the current event, or the next run at once. May be called from any thread.</summary>
    public void Stop() => stopping = true;

    /// <summary>Counts a turn of a loop in which no time passed, so that one without end is found.</summary>
    public void CountTurn(int id)
    {
        if (++inThisInstant > turnsOfInstant) throw OutOfBounds(Describe(id));
    }

    /// <summary>
    /// Runs until nothing is left, <paramref name="until"/> has come, or a limit is
    /// reached. Events at <paramref name="until"/> run.
    /// </summary>
    /// <remarks>A run that was stopped in the middle of an event cannot go on: it ends the same way again.</remarks>
    public Ending Run(Instant? until = null, Limits? within = null)
    {
        RefuseWithin();
        if (broken is not null) return broken;
        limits = within ?? Limits.Default;
        turnsOfInstant = Turns(Population);
        try
        {
            var end = (until ?? Instant.Max).Nanoseconds;
            horizon = end;
            while (!stopping)
            {
                if (TryRunNext(end)) continue;
                if (IsDone) return Done();
                now = Math.Max(now, end);
                return new(EndReason.TimeReached, Now);
            }
            stopping = false;
            return new(EndReason.Stopped, Now);
        }
        catch (RunStopped stop) { return broken = new(stop.Reason, Now, stop.Message); }
    }

    /// <summary>Lets time pass to <paramref name="later"/> when no event is left.</summary>
    public void PassTo(Instant later)
    {
        if (Pending > 0)
            throw new InvalidOperationException($"{Pending} events are pending: time cannot pass to {later} yet");
        now = Math.Max(now, later.Nanoseconds);
    }

    // The next event or decision, unless it lies behind the end. One look at the queue tells if the instant goes on.
    bool TryRunNext(long end)
    {
        var next = future.NextTime;
        if (next != now)
        {
            if (lane.TryTake(out var id, out var generation))
            {
                Fire(id, generation);
                return true;
            }
            if (undecided > 0)
            {
                Array.Find(deciders, decider => decider.IsUndecided)!.Decide();
                return true;
            }
            // Time does not pass for events that were cancelled.
            if (next > end || IsDone) return false;
            (now, inThisInstant, turnsOfInstant, deadInLane) = (next, 0, Turns(Population), 0);
        }
        future.TryTake(out var due);
        if (future.Count > WorthPrefetching) Prefetch(future.Upcoming);
        Fire(due.Id, due.Generation);
        return true;
    }

    bool IsDone => future.Count == dead;

    /// <summary>It was stopped in the middle of an event.</summary>
    internal bool IsBroken => broken is not null;

    /// <exception cref="InvalidOperationException">A part of the simulation runs.</exception>
    internal void RefuseWithin()
    {
        if (Running is { } part)
            throw new InvalidOperationException($"{part} cannot run the simulation of which it is a part");
    }

    Ending Done()
    {
        Purge();
        return new(EndReason.Done, Now);
    }

    void Prefetch(int id) => targets[id >> NumberBits].Prefetch(id & NumberMask);

    void Fire(int id, uint generation)
    {
        var target = targets[id >> NumberBits];
        if (Events >= limits.Events || inThisInstant >= turnsOfInstant) RefuseToGoOn(id, generation);
        // Counted first: it may take decisions that count as well.
        Events++;
        inThisInstant++;
        if (target.TryFire(id & NumberMask, generation)) return;
        Events--;
        inThisInstant--;
        dead--;
    }

    void Purge()
    {
        var filter = new LiveOnly(targets);
        // The dead of this instant lie in its lane and are still to come up.
        dead -= future.Purge(ref filter);
        deadInLane = dead;
    }

    void RefuseToGoOn(int id, uint generation)
    {
        if (!targets[id >> NumberBits].IsLive(id & NumberMask, generation)) return;
        throw OutOfBounds(Describe(id));
    }

    long Turns(int population) => limits.EventsPerInstant + TurnsEach * (long)population;

    string Describe(int id) => targets[id >> NumberBits].Describe(id & NumberMask);

    RunStopped TimeOver(Duration delay, int id) => new(EndReason.LimitReached,
        $"simulated time ends at 2^63 ns (292 years): {Describe(id)} at {Now} would wait for another {delay}");

    RunStopped OutOfBounds(string next) => new(EndReason.LimitReached, Events >= limits.Events
        ? $"{limits.Events:N0} events have run, the limit: at {Now}, the next would be {next}"
        : $"{inThisInstant:N0} events within the instant {Now} and no time passes: "
            + $"a loop that takes no time, in {next}");

    readonly struct LiveOnly(IEventTarget[] targets) : IEventFilter
    {
        public bool Keep(in Event e) => targets[e.Id >> NumberBits].IsLive(e.Id & NumberMask, e.Generation);
    }
}
