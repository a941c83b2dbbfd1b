namespace Timeslice.Des;

/// <summary>Equal units that a more urgent request takes from who holds one.</summary>
/// <remarks>
/// <para>
/// A request that finds no unit free takes one from the least urgent holder, the latest among equals, if that is less
/// urgent than itself. The holder is interrupted, with <see cref="Preempted"/> as the cause; its grant is void, and
/// to dispose of it does no harm. It is told at the wait it is in, or at its next one: if it gives the unit back
/// before that, it is not told at all.
/// </para>
/// <para>
/// Only the first in line preempts: a request never passes one that is as urgent, even if that one does not preempt.
/// As SimPy's and Sim#'s <c>PreemptiveResource</c>.
/// </para>
/// </remarks>
public sealed class PreemptiveResource : Lender
{
    readonly Line<Urgency, Grant> line;

    // By priority, then in order of being granted: the last is the first to lose its unit.
    readonly List<Holder> holders = [];
    readonly Queue<(Coroutine? Who, Preempted Cause)> untold = [];

    /// <param name="capacity">Units: at least 1.</param>
    public PreemptiveResource(Simulation simulation, int capacity = 1, string? name = null)
        : base(simulation, capacity, name) => line = new(simulation, this, Serve, Settle);

    public override Line Line => line;

    /// <summary>How many units were taken away.</summary>
    public long Preemptions { get; private set; }

    /// <summary>Asks for a unit; await it.</summary>
    /// <param name="priority">Smaller ones are more urgent.</param>
    /// <param name="preempt">False: it waits like a request of a <see cref="Resource"/>.</param>
    public Demand<Urgency, Grant> Request(int priority = 0, bool preempt = true) =>
        new(line, new(priority, preempt), priority);

    /// <summary>Forgets the statistics, after a warm-up; who waits keeps waiting.</summary>
    public override void Restart()
    {
        base.Restart();
        Preemptions = 0;
    }

    private protected override void Returned(long ticket)
    {
        var place = 0;
        while (holders[place].Ticket != ticket) place++;
        holders.RemoveAt(place);
        Settle();
    }

    private protected override void Lost(long ticket) => Simulation.Running?.Recall(
        cause => cause is Preempted taken && taken.Resource == this && taken.Ticket == ticket);

    void Settle()
    {
        do
        {
            while (untold.TryDequeue(out var loss)) loss.Who?.Deliver(new(loss.Cause));
        }
        while (line.ServeFirst());
    }

    bool Serve(Waiter? who, Urgency urgency, out Grant grant)
    {
        grant = default;
        if (!TryTake(out var ticket) && !(TryPreempt(who?.Acting, urgency) && TryTake(out ticket))) return false;
        grant = new(this, ticket);
        var place = holders.Count;
        while (place > 0 && holders[place - 1].Priority > urgency.Priority) place--;
        holders.Insert(place, new(ticket, urgency.Priority, who?.Acting, Simulation.Now));
        return true;
    }

    bool TryPreempt(Coroutine? by, Urgency urgency)
    {
        var victim = holders[^1];
        if (!urgency.Preempts || victim.Priority <= urgency.Priority) return false;
        holders.RemoveAt(holders.Count - 1);
        Free(victim.Ticket);
        Preemptions++;
        untold.Enqueue((victim.Who, new(by, victim.Since, this) { Ticket = victim.Ticket }));
        return true;
    }

    readonly record struct Holder(long Ticket, int Priority, Coroutine? Who, Instant Since);
}

/// <summary>How urgent a request is.</summary>
/// <param name="Priority">Smaller ones are more urgent.</param>
/// <param name="Preempts">It takes a unit from who is less urgent.</param>
public readonly record struct Urgency(int Priority, bool Preempts);
