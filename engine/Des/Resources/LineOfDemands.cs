namespace Timeslice.Des;

/// <summary>A <see cref="Line"/> of demands: each has a slot for what it asks and for what it is given.</summary>
/// <remarks>
/// A part of the model is one or two lines, and for each a rule: whether one can be served now. What one is served, it
/// has at once; only then does <paramref name="settle"/> serve whom that, or one's leaving, has made room for: so that
/// nobody leaves a line in the middle of being served.
/// </remarks>
/// <param name="of">The part of the model, for messages.</param>
/// <param name="serve">The rule. It changes the part when it serves, but wakes nobody.</param>
/// <param name="settle">
/// Serves all who can be, one after the other; null where being served or leaving makes room for nobody.
/// </param>
/// <param name="inOrder">Nobody is served before the first; otherwise, whom the rule allows.</param>
internal sealed class Line<TAsk, TGiven>(Simulation simulation, object of, Serve<TAsk, TGiven> serve,
    Action? settle, bool inOrder = true) : Line(simulation)
{
    Slot[] slots = new Slot[4];
    int used, vacant = -1;

    internal object Of => of;

    /// <summary>Serves one who comes, if it need not wait.</summary>
    internal bool TryServe(TAsk ask, int priority, out TGiven given)
    {
        if (!TryServe(Simulation.Running, ask, priority, out given)) return false;
        settle?.Invoke();
        return true;
    }

    /// <summary>Serves a process that comes, if it need not wait: to be taken by <see cref="Collect"/>.</summary>
    internal bool TryServe(Coroutine comes, TAsk ask, int priority)
    {
        if (!TryServe(comes, ask, priority, out var given)) return false;
        NewSlot(comes).Given = given;
        settle?.Invoke();
        return true;
    }

    /// <summary>Serves an event that begins to be awaited, or lets it wait.</summary>
    internal void Come(DemandEvent<TAsk, TGiven> comes, TAsk ask, int priority)
    {
        if (TryServe(comes, ask, priority, out var given))
        {
            comes.Take(given);
            settle?.Invoke();
        }
        else Wait(comes, ask, priority);
    }

    internal void Wait(Waiter comes, TAsk ask, int priority)
    {
        comes.Since = Simulation.Now;
        if (comes is Coroutine coroutine) coroutine.WaitIn(Queue, priority);
        else Queue.Join(comes, priority);
        // It does not stand here if an interrupt was due.
        if (comes.Queue != Queue) return;
        NewSlot(comes).Ask = ask;
        Changed();
    }

    /// <summary>Serves the first if it can be served.</summary>
    internal bool ServeFirst()
    {
        if (First is not { } first || !serve(first, Ask(first), out var given)) return false;
        Grant(first, given);
        return true;
    }

    internal TAsk Ask(Waiter waits) => slots[waits.Ticket].Ask;

    internal void Grant(Waiter waits, TGiven given)
    {
        slots[waits.Ticket].Given = given;
        Waits.Add(Simulation.Now - waits.Since);
        Queue.Grant(waits);
        Changed();
    }

    /// <summary>One who was served takes what it was given.</summary>
    internal TGiven Collect(Waiter served)
    {
        var given = slots[served.Ticket].Given;
        FreeSlot(served);
        return given;
    }

    private protected override void Left(Waiter waiter)
    {
        FreeSlot(waiter);
        settle?.Invoke();
    }

    bool TryServe(Waiter? comes, TAsk ask, int priority, out TGiven given)
    {
        given = default!;
        if (inOrder && First is { } first && first.Key <= priority || !serve(comes, ask, out given)) return false;
        Waits.Add(Duration.Zero);
        return true;
    }

    ref Slot NewSlot(Waiter of)
    {
        var number = vacant;
        if (number >= 0) vacant = slots[number].NextVacant;
        else
        {
            if (used == slots.Length) Array.Resize(ref slots, used * 2);
            number = used++;
        }
        of.Ticket = number;
        return ref slots[number];
    }

    void FreeSlot(Waiter of)
    {
        slots[of.Ticket] = new() { NextVacant = vacant };
        vacant = (int)of.Ticket;
    }

    /// <summary>One demand: what it asks until it is served, then what it is given until that is taken.</summary>
    struct Slot
    {
        internal TAsk Ask;
        internal TGiven Given;
        internal int NextVacant;
    }
}

/// <summary>Serves a demand if that can be done now; changes nothing otherwise.</summary>
internal delegate bool Serve<in TAsk, TGiven>(Waiter? who, TAsk ask, out TGiven given);
