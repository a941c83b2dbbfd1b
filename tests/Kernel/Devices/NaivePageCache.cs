using Timeslice.Kernel.Devices;

namespace Timeslice.Tests.Kernel.Devices;

/// A cache as a list of pages, the next victim first. Pages that one call reads stay until it is over.
sealed class NaivePageCache(int page, int capacity, int size, string replacement, CacheWrites writes)
{
    sealed class Kept(int number)
    {
        public int Number => number;
        public bool IsDirty, IsUsed = true, IsBeingRead;
    }

    readonly List<Kept> list = [];

    public long Hits { get; private set; }
    public long Misses { get; private set; }
    public long Requests { get; private set; }
    public long Read { get; private set; }
    public long Written { get; private set; }
    public int Dirty => list.Count(one => one.IsDirty);

    public void Use(int at, int bytes, bool isWrite)
    {
        var (first, last) = (at / page, (at + bytes - 1) / page);
        var isThrough = isWrite && writes == CacheWrites.Through;
        // What is read, and what is written past a cache that is full of pages being read, in rows.
        var (reads, past) = (new SortedSet<int>(), new SortedSet<int>());
        for (var number = first; number <= last; number++)
        {
            var known = list.Find(one => one.Number == number);
            if (known is not null) Hits++;
            else Misses++;
            var isWhole = isWrite && at <= number * page && at + bytes >= Math.Min((number + 1) * page, capacity);
            if (known is null && isThrough && !isWhole) continue;
            if (known is null && !isWhole) reads.Add(number);
            known = known is not null ? Touch(known) : Add(number, isBeingRead: !isWhole);
            if (known is null && isWhole && !isThrough) past.Add(number);
            if (known is not null && isWrite && !isThrough) known.IsDirty = true;
        }
        foreach (var one in list) one.IsBeingRead = false;
        if (isThrough) (Requests, Written) = (Requests + 1, Written + bytes);
        Ask(reads, number => Read += BytesOf(number));
        Ask(past, number => Written += BytesOf(number));
    }

    public void Sync()
    {
        Ask(new(list.Where(one => one.IsDirty).Select(one => one.Number)), number => Written += BytesOf(number));
        foreach (var one in list) one.IsDirty = false;
    }

    // Those in a row are one request.
    void Ask(SortedSet<int> pages, Action<int> count)
    {
        foreach (var number in pages)
        {
            count(number);
            if (!pages.Contains(number - 1)) Requests++;
        }
    }

    Kept Touch(Kept one)
    {
        one.IsUsed = true;
        if (replacement != "lru") return one;
        list.Remove(one);
        list.Add(one);
        return one;
    }

    Kept? Add(int number, bool isBeingRead)
    {
        if (list.Count == size)
        {
            if (list.TrueForAll(one => one.IsBeingRead)) return null;
            while (replacement == "clock" && (list[0].IsUsed || list[0].IsBeingRead))
            {
                var spared = list[0];
                spared.IsUsed &= spared.IsBeingRead;
                list.RemoveAt(0);
                list.Add(spared);
            }
            var victim = list.Find(one => !one.IsBeingRead)!;
            list.Remove(victim);
            if (victim.IsDirty) (Requests, Written) = (Requests + 1, Written + BytesOf(victim.Number));
        }
        var added = new Kept(number) { IsBeingRead = isBeingRead };
        list.Add(added);
        return added;
    }

    int BytesOf(int number) => Math.Min(page, capacity - number * page);
}
