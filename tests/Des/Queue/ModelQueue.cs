using Timeslice.Des;

namespace Timeslice.Tests.Des;

/// <summary>
/// The law itself, slow and plain: a sorted map from time to a list, which is first in first out, or by mistake not.
/// </summary>
sealed class ModelQueue(Mistake mistake = Mistake.None) : IQueueUnderTest
{
    readonly SortedDictionary<long, LinkedList<Event>> times = [];

    public int Count { get; private set; }
    public long NextTime => Count == 0 ? long.MaxValue : times.First().Key;

    public void Add(long time, int id, uint generation)
    {
        if (!times.TryGetValue(time, out var list)) times.Add(time, list = []);
        if (mistake == Mistake.LastInFirstOut) list.AddFirst(new Event(time, id, generation));
        else list.AddLast(new Event(time, id, generation));
        Count++;
    }

    public bool TryTake(out Event earliest)
    {
        earliest = default;
        if (Count == 0) return false;
        var (time, list) = times.First();
        earliest = list.First!.Value;
        if (mistake == Mistake.LosesGeneration) earliest = earliest with { Generation = 0 };
        list.RemoveFirst();
        if (list.Count == 0) times.Remove(time);
        Count--;
        return true;
    }

    public bool TryTakeAt(long time, out Event due)
    {
        due = default;
        return (NextTime == time || mistake == Mistake.TakesTooEarly) && TryTake(out due);
    }

    public int Purge(ref DropEvery filter)
    {
        var before = Count;
        foreach (var (time, list) in times.ToList())
        {
            for (var node = list.First; node is not null;)
            {
                var next = node.Next;
                if (!filter.Keep(node.Value)) { list.Remove(node); Count--; }
                node = next;
            }

            if (list.Count == 0) times.Remove(time);
        }

        return mistake == Mistake.MiscountsPurge ? before - Count + 1 : before - Count;
    }
}

/// <summary>What a canary does wrong.</summary>
public enum Mistake { None, LastInFirstOut, LosesGeneration, TakesTooEarly, MiscountsPurge }
