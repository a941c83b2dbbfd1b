namespace Timeslice.Des;

/// <summary>A number of equal units, such as the clerks at a counter, that processes ask for and give back.</summary>
/// <remarks>
/// <c>using (await counter.Request()) { … }</c> gives the unit back on every way out. A unit goes to who waits by
/// priority, then in order of asking; nobody passes who waits. It is both the <c>Resource</c> and the
/// <c>PriorityResource</c> of SimPy and Sim#: without priorities it is the former.
/// </remarks>
public sealed class Resource : Lender
{
    readonly Line<int, Grant> line;

    /// <param name="capacity">Units: at least 1.</param>
    public Resource(Simulation simulation, int capacity = 1, string? name = null) : base(simulation, capacity, name) =>
        line = new(simulation, this, Serve, settle: null);

    public override Line Line => line;

    /// <summary>Asks for a unit; await it. Smaller priorities go first.</summary>
    public Demand<int, Grant> Request(int priority = 0) => new(line, priority, priority);

    /// <summary>Takes a unit if one is free.</summary>
    public bool TryRequest(out Grant grant) => line.TryServe(0, 0, out grant);

    private protected override void Returned(long ticket) => line.ServeFirst();

    bool Serve(Waiter? who, int priority, out Grant grant)
    {
        var isFree = TryTake(out var ticket);
        grant = isFree ? new(this, ticket) : default;
        return isFree;
    }
}
