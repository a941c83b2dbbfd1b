namespace Timeslice.Des;

/// <summary>A request for a unit of a <see cref="Resource"/> as an event: happens when the unit is granted.</summary>
/// <remarks>
/// It stands in the queue whether it is awaited or not. <see cref="Dispose"/> settles it either way:
/// <c>using var request = counter.Request().AsEvent();</c>
/// </remarks>
public sealed class RequestEvent : Occurrence<Grant>, IDisposable
{
    readonly Resource resource;
    Grant grant;

    internal RequestEvent(Resource resource, int priority) : base(resource.Simulation, $"request of {resource}")
    {
        this.resource = resource;
        if (resource.TryTake(out Ticket)) Wake();
        else resource.Wait(this, priority);
    }

    private protected override Grant Outcome => grant;

    /// <summary>Gives the unit back; withdraws the request, which then never happens, if it was not granted.</summary>
    public void Dispose()
    {
        Queue?.Withdraw(this);
        grant.Dispose();
    }

    protected internal override void Wake()
    {
        grant = new(resource, Ticket);
        base.Wake();
    }
}
