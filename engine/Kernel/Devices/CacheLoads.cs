namespace Timeslice.Kernel.Devices;

/// <summary>What a cache has asked the device behind it for, and which of its own requests wait for that.</summary>
sealed class CacheLoads
{
    readonly List<Load> all = [];
    readonly Stack<int> free = [];

    /// <summary>A number for so many pages in a row.</summary>
    public int Add(long first)
    {
        if (!free.TryPop(out var number))
        {
            number = all.Count;
            all.Add(new());
        }
        (all[number].First, all[number].Count) = (first, 0);
        return number;
    }

    public Load this[int number] => all[number];

    /// <summary>It is over; nobody waits for it any more.</summary>
    public void Remove(int number)
    {
        all[number].Waiting.Clear();
        free.Push(number);
    }

    /// <summary>Pages in a row.</summary>
    public sealed class Load
    {
        public long First { get; set; }
        public long Count { get; set; }
        public List<DeviceRequest> Waiting { get; } = [];
    }
}
