using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>Code that runs, waits in simulated time and goes on: a stack of calls of async methods.</summary>
/// <remarks>
/// The calls lie on the heap and take turns in one loop, so that calls may nest as deep as memory reaches. A wait
/// ends in exactly one way. An interrupt ends the wait that the coroutine is in; if that has been granted already, or
/// there is none, the next one. Interrupts queue up: each ends one wait. What is to be had without waiting is
/// no wait: it is never interrupted.
/// </remarks>
public abstract class Coroutine(Simulation simulation) : Waiter
{
    Frame? top;
    Queue<Interrupted>? interrupts;
    Interrupted? delivered;
    RunStopped? stop;
    bool goesOn;

    public Simulation Simulation => simulation;

    internal sealed override Coroutine Acting => this;

    /// <summary>Waits in a queue, unless an interrupt is due.</summary>
    /// <exception cref="InvalidOperationException">The queue belongs to another simulation.</exception>
    public void WaitIn(WaitQueue queue, long key = 0)
    {
        if (queue.Simulation != simulation) throw new InvalidOperationException($"{this} waits in another simulation");
        if (TryDeliver()) return;
        Since = simulation.Now;
        queue.Join(this, key);
    }

    /// <summary>The first call. Nothing runs yet.</summary>
    protected void Begin(SimTask body) => Push(body.Claim());

    /// <summary>Goes on until the next wait, or to the end.</summary>
    protected void Resume()
    {
        simulation.RefuseWithin();
        simulation.Running = this;
        try
        {
            do
            {
                goesOn = false;
                top!.MoveNext();
            }
            while (goesOn);
        }
        finally { simulation.Running = null; }

        // Thrown here, where the method cannot catch it.
        if (stop is not null) throw stop;
        if (top.HasEnded) End(top);
    }

    /// <summary>All calls have ended, the outermost by <paramref name="error"/> if that is not null.</summary>
    protected abstract void Ended(Exception? error);

    /// <summary>Counts a step that took no time, so that a loop without time is found.</summary>
    protected internal abstract void CountTurn();

    /// <summary>Leaves the present wait. False if there is none, or if it has been granted.</summary>
    protected virtual bool TryWithdraw()
    {
        if (Queue is null) return false;
        Queue.Withdraw(this);
        return true;
    }

    /// <summary>Ends the present wait, or else the next one.</summary>
    protected internal void Deliver(Interrupted interrupt)
    {
        (interrupts ??= []).Enqueue(interrupt);
        if (TryWithdraw()) TryDeliver();
    }

    /// <summary>An interrupt has come that has not ended a wait yet.</summary>
    protected internal bool HasInterrupts => interrupts is { Count: > 0 };

    /// <summary>Ends a wait that is about to begin if an interrupt is due.</summary>
    protected internal bool TryDeliver()
    {
        if (interrupts is not { Count: > 0 }) return false;
        delivered = interrupts.Dequeue();
        Wake();
        return true;
    }

    /// <summary>Takes back interrupts that have not ended a wait yet, because their cause is gone.</summary>
    internal void Recall(Predicate<object> isGone)
    {
        for (var left = interrupts?.Count ?? 0; left > 0; left--)
        {
            var interrupt = interrupts!.Dequeue();
            if (!isGone(interrupt.Cause)) interrupts.Enqueue(interrupt);
        }
    }

    /// <summary>False when there have been too many without time passing: the run is to end.</summary>
    internal bool TryCountTurn()
    {
        try
        {
            CountTurn();
            return true;
        }
        catch (RunStopped limit)
        {
            stop = limit;
            return false;
        }
    }

    /// <summary>Waits as an awaiter says, unless the run is to end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Suspend<TAwaiter>(ref TAwaiter awaiter) where TAwaiter : ISimAwaiter
    {
        if (stop is null) awaiter.Suspend(this);
    }

    internal void ThrowIfInterrupted()
    {
        if (delivered is null) return;
        var interrupt = delivered;
        delivered = null;
        throw interrupt;
    }

    internal void Call(Frame child)
    {
        if (TryCountTurn()) Push(child);
    }

    internal void Pop(Frame ended)
    {
        if (ended.Parent is null) return;
        top = ended.Parent;
        goesOn = true;
    }

    void Push(Frame child)
    {
        (child.Parent, child.Coroutine) = (top, this);
        top = child;
        goesOn = true;
    }

    void End(Frame root)
    {
        var error = root.Error;
        root.Release();
        top = null;
        Ended(error);
    }
}
