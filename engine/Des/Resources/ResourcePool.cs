namespace Timeslice.Des;

/// <summary>Instances that differ, such as vans or nurses, each held by one at a time.</summary>
/// <remarks>
/// A request takes any that fits; of several, the one that has been free longest. An instance given back goes to the
/// first in line whom it fits: who wants another is passed. As Sim#'s <c>ResourcePool</c>.
/// </remarks>
public sealed class ResourcePool<T> : Lender
{
    readonly Line<Predicate<T>?, Grant<T>> line;

    // In the order in which they became free.
    readonly List<T> idle;
    readonly T[] lent;

    /// <param name="instances">At least one.</param>
    public ResourcePool(Simulation simulation, IEnumerable<T> instances, string? name = null)
        : this(simulation, [.. instances], name) { }

    ResourcePool(Simulation simulation, List<T> instances, string? name) : base(simulation, instances.Count, name)
    {
        idle = instances;
        lent = new T[instances.Count];
        line = new(simulation, this, Serve, settle: null, inOrder: false);
    }

    public override Line Line => line;

    /// <summary>The instances that nobody holds, the one that has been free longest first.</summary>
    public IReadOnlyList<T> Idle => idle;

    /// <summary>Asks for an instance; await it. Smaller priorities go first.</summary>
    /// <param name="fits">Which will do: any, if left out. It must always say the same of the same instance.</param>
    /// <param name="priority">Smaller ones go first.</param>
    public Demand<Predicate<T>?, Grant<T>> Request(Predicate<T>? fits = null, int priority = 0) =>
        new(line, fits, priority);

    private protected override void Returned(long ticket)
    {
        var instance = lent[(int)ticket];
        lent[(int)ticket] = default!;
        for (var waits = line.First; waits is not null; waits = waits.Next)
        {
            if (line.Ask(waits) is { } fits && !fits(instance)) continue;
            line.Grant(waits, Lend(instance));
            return;
        }
        idle.Add(instance);
    }

    bool Serve(Waiter? who, Predicate<T>? fits, out Grant<T> grant)
    {
        grant = default;
        var found = fits is null ? Math.Min(0, idle.Count - 1) : idle.FindIndex(fits);
        if (found < 0) return false;
        grant = Lend(idle[found]);
        idle.RemoveAt(found);
        return true;
    }

    Grant<T> Lend(T instance)
    {
        TryTake(out var ticket);
        lent[(int)ticket] = instance;
        return new(this, ticket, instance);
    }
}
