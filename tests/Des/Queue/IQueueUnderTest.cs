using Timeslice.Des;

namespace Timeslice.Tests.Des;

/// <summary>What a model test asks of an event queue; the canaries implement it wrongly.</summary>
interface IQueueUnderTest
{
    int Count { get; }
    long NextTime { get; }
    void Add(long time, int id, uint generation);
    bool TryTake(out Event earliest);
    bool TryTakeAt(long time, out Event due);
    int Purge(ref DropEvery filter);
}

/// <summary>Drops the events whose number is a multiple of one; 0 drops nothing.</summary>
struct DropEvery(int divisor) : IEventFilter
{
    public int Asked { get; private set; }

    public bool Keep(in Event e)
    {
        Asked++;
        return divisor == 0 || e.Id % divisor != 0;
    }
}

/// <summary>The engine's queue.</summary>
sealed class RealQueue : IQueueUnderTest
{
    readonly EventQueue queue = new();
    public int Count => queue.Count;
    public long NextTime => queue.NextTime;
    public void Add(long time, int id, uint generation) => queue.Add(time, id, generation);
    public bool TryTake(out Event earliest) => queue.TryTake(out earliest);
    public bool TryTakeAt(long time, out Event due) => queue.TryTakeAt(time, out due);
    public int Purge(ref DropEvery filter) => queue.Purge(ref filter);
}
