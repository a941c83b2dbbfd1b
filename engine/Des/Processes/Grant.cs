namespace Timeslice.Des;

/// <summary>A unit of a <see cref="Resource"/> that its bearer holds.</summary>
public readonly struct Grant : IDisposable
{
    readonly Resource? resource;
    readonly long ticket;

    internal Grant(Resource resource, long ticket) => (this.resource, this.ticket) = (resource, ticket);

    /// <summary>False when it has been given back.</summary>
    public bool IsHeld => resource?.Holds(ticket) ?? false;

    /// <summary>Gives the unit back; a second time does nothing.</summary>
    public void Dispose() => resource?.GiveBack(ticket);
}
