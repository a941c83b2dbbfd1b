using System.Numerics;

namespace Timeslice.Kernel.Threads;

/// <summary>Threads by a key, the least first; equal ones in order of arrival. All it does takes O(log n).</summary>
/// <remarks>
/// A heap whose nodes have four children, which stand side by side: half the levels of a binary one, and as many cache
/// lines as levels. A thread stands in one queue at a time, so the field that would link it to the next holds its place
/// in the heap.
/// </remarks>
public abstract class ReadyHeap<TKey> where TKey : struct, INumber<TKey>
{
    readonly record struct Entry(TKey Key, long Order, int Thread)
    {
        public bool IsBefore(in Entry other) => Key < other.Key || Key == other.Key && Order < other.Order;
    }

    const int Children = 4;

    Entry[] entries = new Entry[4];
    long arrivals;

    public int Count { get; private set; }

    /// <summary>The thread with the least key, or −1.</summary>
    public int First => Count == 0 ? -1 : entries[0].Thread;

    /// <summary>The least key; there must be one.</summary>
    public TKey FirstKey => entries[0].Key;

    /// <param name="first">Before its equals, not after them.</param>
    public void Add(ThreadTable threads, int thread, TKey key, bool first = false)
    {
        arrivals++;
        Add(threads, thread, key, first ? -arrivals : arrivals);
    }

    /// <summary>Equal ones by number, not in order of arrival.</summary>
    /// <param name="first">Before its equals, whatever their numbers.</param>
    public void AddByNumber(ThreadTable threads, int thread, TKey key, bool first = false) =>
        Add(threads, thread, key, first ? -++arrivals : thread);

    void Add(ThreadTable threads, int thread, TKey key, long order)
    {
        if (Count == entries.Length) Array.Resize(ref entries, Count * 2);
        Up(threads, Count++, new(key, order, thread));
    }

    /// <summary>Takes the first thread that may run on a CPU, or −1.</summary>
    public int Take(ThreadTable threads, int cpu)
    {
        if (Count == 0) return -1;
        var place = threads.MayRun(entries[0].Thread, cpu) ? 0 : FirstFor(threads, cpu);
        if (place < 0) return -1;
        var taken = entries[place].Thread;
        RemoveAt(threads, place);
        return taken;
    }

    /// <summary>Takes a thread out that stands in it.</summary>
    public void Remove(ThreadTable threads, int thread) => RemoveAt(threads, threads[thread].Next);

    /// <summary>Writes down who stands in it, the least first, as far as there is room.</summary>
    public void CopyTo(Span<int> room)
    {
        if (Count == 0 || room.Length == 0) return;
        // In order is who comes after the last in the order of all: no copy, and rooms are small.
        var last = entries[0];
        room[0] = last.Thread;
        for (var written = 1; written < Math.Min(Count, room.Length); written++)
        {
            var next = -1;
            for (var place = 1; place < Count; place++)
                if (last.IsBefore(entries[place]) && (next < 0 || entries[place].IsBefore(entries[next]))) next = place;
            last = entries[next];
            room[written] = last.Thread;
        }
    }

    // Rare: most threads may run everywhere.
    int FirstFor(ThreadTable threads, int cpu)
    {
        var best = -1;
        for (var place = 0; place < Count; place++)
            if (threads.MayRun(entries[place].Thread, cpu) && (best < 0 || entries[place].IsBefore(entries[best])))
                best = place;
        return best;
    }

    void RemoveAt(ThreadTable threads, int place)
    {
        var last = entries[--Count];
        if (place == Count) return;
        if (place > 0 && last.IsBefore(entries[Parent(place)])) Up(threads, place, last);
        else Down(threads, place, last);
    }

    void Up(ThreadTable threads, int place, in Entry entry)
    {
        for (; place > 0 && entry.IsBefore(entries[Parent(place)]); place = Parent(place))
            Put(threads, place, entries[Parent(place)]);
        Put(threads, place, entry);
    }

    void Down(ThreadTable threads, int place, in Entry entry)
    {
        for (int least; (least = Children * place + 1) < Count; place = least)
        {
            for (var (child, end) = (least + 1, Math.Min(least + Children, Count)); child < end; child++)
                if (entries[child].IsBefore(entries[least])) least = child;
            if (!entries[least].IsBefore(entry)) break;
            Put(threads, place, entries[least]);
        }
        Put(threads, place, entry);
    }

    static int Parent(int place) => (place - 1) / Children;

    void Put(ThreadTable threads, int place, in Entry entry)
    {
        entries[place] = entry;
        threads[entry.Thread].Next = place;
    }
}

/// <summary>By keys of 64 bits: times, ranks.</summary>
public sealed class ReadyHeap : ReadyHeap<long>;

/// <summary>By keys of 128 bits: times in finer units, which 64 bits hold for seconds only.</summary>
public sealed class WideReadyHeap : ReadyHeap<Int128>;
