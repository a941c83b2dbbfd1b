namespace Timeslice.Des;

/// <summary>A unit of a resource that its bearer holds until it disposes of it.</summary>
public readonly struct Grant : ILent
{
    readonly Lender? lender;
    readonly long ticket;

    internal Grant(Lender lender, long ticket) => (this.lender, this.ticket) = (lender, ticket);

    /// <summary>False when it has been given back, or taken away by a more urgent request.</summary>
    public bool IsHeld => lender?.Holds(ticket) ?? false;

    /// <summary>Gives the unit back; does nothing if it is not held any more.</summary>
    public void Dispose() => lender?.GiveBack(ticket);
}

/// <summary>Something that is given back by disposing of it.</summary>
internal interface ILent : IDisposable;
