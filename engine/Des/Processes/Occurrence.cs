using System.Runtime.ExceptionServices;

namespace Timeslice.Des;

/// <summary>Something that happens once, or fails. Any number of processes may await it.</summary>
/// <remarks>
/// They go on in the instant in which it happens, in the order in which they came; who awaits it later goes on
/// at once. A failure is thrown at those who await it. One that nobody awaits by the end of its instant ends
/// the run as a <see cref="SimulationFailed"/>.
/// </remarks>
public abstract class Occurrence : Waiter, IWaitedFor
{
    WaitQueue? queue;
    bool isOver;

    private protected Occurrence(Simulation simulation, string? name) => (Simulation, Name) = (simulation, name);

    public Simulation Simulation { get; }

    /// <summary>For messages.</summary>
    public string? Name { get; }

    /// <summary>It has happened or failed.</summary>
    public bool Happened
    {
        get
        {
            if (!isOver) Look();
            return isOver;
        }
    }

    /// <summary>Why it failed, if it did.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Somebody has been given the failure.</summary>
    internal bool IsHeeded { get; private set; }

    public OccurrenceAwaiter GetAwaiter() => new(this);

    public override string ToString() => Name is null ? "an event" : $"event {Name}";

    void IWaitedFor.GaveUp(Waiter waiter)
    {
        if (queue!.Count == 0) Deserted();
    }

    /// <summary>Granted by a queue in which it stands.</summary>
    protected internal override void Wake() => Happen(null);

    /// <summary>It happens, or fails, unless it has already.</summary>
    private protected bool Happen(Exception? error, SimProcess? culprit = null)
    {
        if (isOver) return false;
        (isOver, Error) = (true, error);
        IsHeeded = queue is { Count: > 0 };
        if (error is not null && !IsHeeded) Simulation.Unheeded(this, culprit);
        while (queue is { Count: > 0 }) queue.Grant();
        return true;
    }

    /// <summary>Finds out whether it has happened, where nobody was told.</summary>
    private protected virtual void Look() { }

    /// <summary>The first begins to wait for it.</summary>
    private protected virtual void Awaited() { }

    /// <summary>The last that waited for it has given up.</summary>
    private protected virtual void Deserted() { }

    /// <summary>Joins those who wait for it. It has not happened yet.</summary>
    internal void Join(Waiter waiter)
    {
        queue ??= new(Simulation, this);
        if (waiter is Coroutine coroutine) coroutine.WaitIn(queue);
        else queue.Join(waiter);
        if (queue.Count == 1 && waiter.Queue is not null) Awaited();
    }

    /// <summary>Throws its failure at one who awaits it.</summary>
    internal void ThrowIfFailed()
    {
        if (Error is null) return;
        IsHeeded = true;
        ExceptionDispatchInfo.Throw(Error);
    }

    /// <summary>One takes note of its failure, if it is one.</summary>
    internal Exception? Heed()
    {
        IsHeeded = true;
        return Error;
    }
}

/// <summary>Waits for an <see cref="Occurrence"/>.</summary>
public readonly struct OccurrenceAwaiter : ISimAwaiter
{
    readonly Occurrence awaited;

    internal OccurrenceAwaiter(Occurrence awaited) => this.awaited = awaited;

    public bool IsCompleted => awaited.Simulation.NeedNotWait(awaited.Happened);
    public void Suspend(Coroutine awaiting) => awaited.Join(awaiting);

    public void GetResult()
    {
        awaited.Simulation.EndWait();
        awaited.ThrowIfFailed();
    }
}
