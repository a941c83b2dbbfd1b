namespace Timeslice.Des;

/// <summary>Where processes and events wait: by key, equal keys first come, first served.</summary>
/// <remarks>
/// The one primitive of waiting; whatever can be waited for is such a queue and a rule for when its first is granted.
/// The links lie in the waiters: nothing is allocated, and leaving takes the same time from anywhere. Joining
/// takes longer only for who passes others by a smaller key.
/// </remarks>
public sealed class WaitQueue(Simulation simulation, IWaitedFor owner)
{
    Waiter? last;

    public Simulation Simulation => simulation;

    public int Count { get; private set; }

    /// <summary>Who is granted next.</summary>
    public Waiter? First { get; private set; }

    /// <summary>Joins behind all whose key is not greater.</summary>
    /// <exception cref="InvalidOperationException">It stands in a queue already.</exception>
    internal void Join(Waiter waiter, long key = 0)
    {
        if (waiter.Queue is not null) throw new InvalidOperationException($"{waiter} stands in a queue already");
        var front = last;
        while (front is not null && front.Key > key) front = front.Previous;
        var behind = front is null ? First : front.Next;
        (waiter.Queue, waiter.Key, waiter.Previous, waiter.Next) = (this, key, front, behind);
        if (front is null) First = waiter; else front.Next = waiter;
        if (behind is null) last = waiter; else behind.Previous = waiter;
        Count++;
    }

    /// <summary>The first leaves and goes on in this instant, with what it waited for.</summary>
    /// <exception cref="InvalidOperationException">Nobody waits.</exception>
    public void Grant() => Grant(First ?? throw new InvalidOperationException("nobody waits"));

    /// <summary>A waiter of this queue leaves it and goes on in this instant, with what it waited for.</summary>
    internal void Grant(Waiter waiter)
    {
        Unlink(waiter);
        waiter.Wake();
    }

    /// <summary>A waiter of this queue leaves it without a grant.</summary>
    internal void Withdraw(Waiter waiter)
    {
        Unlink(waiter);
        owner.GaveUp(waiter);
    }

    void Unlink(Waiter waiter)
    {
        if (waiter.Previous is { } front) front.Next = waiter.Next; else First = waiter.Next;
        if (waiter.Next is { } behind) behind.Previous = waiter.Previous; else last = waiter.Previous;
        (waiter.Queue, waiter.Previous, waiter.Next) = (null, null, null);
        Count--;
    }
}
