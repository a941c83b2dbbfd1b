namespace Timeslice.Des;

/// <summary>Stands in a part's queue for the whole: for an <see cref="AnyOf"/> or <see cref="AllOf"/>.</summary>
internal sealed class PartWaiter(Occurrence part, Action<Occurrence> happened) : Waiter
{
    internal Occurrence Part => part;

    internal void Join()
    {
        if (Queue is null && !part.Happened) part.Join(this);
    }

    internal void Leave() => Queue?.Withdraw(this);

    protected internal override void Wake() => happened(part);
}
