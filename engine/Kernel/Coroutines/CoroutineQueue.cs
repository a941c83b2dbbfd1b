namespace Timeslice.Kernel.Coroutines;

/// <summary>Coroutines in order of arrival, linked through themselves.</summary>
sealed class CoroutineQueue
{
    Coroutine? first, last;

    public int Count { get; private set; }

    /// <summary>Some of them may be run by any thread.</summary>
    public bool HasFree
    {
        get
        {
            for (var at = first; at is not null; at = at.Next)
                if (at.Pinned is null) return true;
            return false;
        }
    }

    public void Add(Coroutine added)
    {
        if (first is null) first = added;
        else last!.Next = added;
        last = added;
        Count++;
    }

    /// <summary>Before all others.</summary>
    public void AddFirst(Coroutine added)
    {
        added.Next = first;
        first = added;
        last ??= added;
        Count++;
    }

    /// <summary>The first, which leaves; null: there is none.</summary>
    public Coroutine? Take()
    {
        if (first is not { } taken) return null;
        first = taken.Next;
        if (first is null) last = null;
        taken.Next = null;
        Count--;
        return taken;
    }

    /// <summary>So many of another's first go over, in their order.</summary>
    public void Take(CoroutineQueue from, int count)
    {
        for (; count > 0; count--) Add(from.Take()!);
    }

    /// <summary>Takes one out, wherever it stands; the time is that of walking to it.</summary>
    public bool Remove(Coroutine removed)
    {
        for (var (before, at) = (default(Coroutine), first); at is not null; (before, at) = (at, at.Next))
        {
            if (at != removed) continue;
            if (before is null) first = at.Next;
            else before.Next = at.Next;
            if (last == at) last = before;
            at.Next = null;
            Count--;
            return true;
        }
        return false;
    }
}
