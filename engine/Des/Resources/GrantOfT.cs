namespace Timeslice.Des;

/// <summary>An instance of a <see cref="ResourcePool{T}"/> that its bearer holds until it disposes of it.</summary>
public readonly struct Grant<T> : ILent
{
    readonly Grant grant;

    internal Grant(Lender lender, long ticket, T instance) => (grant, Instance) = (new(lender, ticket), instance);

    /// <summary>Which one it is.</summary>
    public T Instance { get; }

    /// <summary>False when it has been given back.</summary>
    public bool IsHeld => grant.IsHeld;

    /// <summary>Gives the instance back; a second time does nothing.</summary>
    public void Dispose() => grant.Dispose();
}
