namespace Timeslice.Des;

/// <summary>Who can stand in a <see cref="WaitQueue"/>: a process, or an event that the queue grants.</summary>
public abstract class Waiter
{
    internal Waiter? Next, Previous;

    /// <summary>The queue in which it stands: one at most.</summary>
    internal WaitQueue? Queue;

    /// <summary>Smaller keys stand further in front.</summary>
    internal long Key;

    /// <summary>When it joined the queue.</summary>
    internal Instant Since;

    /// <summary>What it asks of the queue's owner; once granted, what it was given.</summary>
    internal long Ticket;

    /// <summary>The process for which it waits, if it is known.</summary>
    internal virtual Coroutine? Acting => null;

    /// <summary>Its wait has ended: it goes on in this instant, after all that is scheduled for it.</summary>
    protected internal abstract void Wake();
}
