using Timeslice.Des;

namespace Timeslice.Benchmarks;

/// <summary>What a queue workload needs; implemented by structs, so that no competitor pays for a virtual call.</summary>
interface IQueue
{
    void Add(long time, int id);
    Event Take();
}

/// <summary>The queue of the engine.</summary>
readonly struct OurQueue() : IQueue
{
    public readonly EventQueue Events = new();
    public void Add(long time, int id) => Events.Add(time, id, 0);
    public Event Take() => Events.TryTake(out var e) ? e : throw new InvalidOperationException("empty");
}

/// <summary>.NET's heap, which needs a sequence number to keep the order of equals.</summary>
struct HeapQueue() : IQueue
{
    readonly PriorityQueue<Event, (long Time, long Sequence)> heap = new();
    long sequence;
    public void Add(long time, int id) => heap.Enqueue(new(time, id, 0), (time, sequence++));
    public readonly Event Take() => heap.Dequeue();
}
