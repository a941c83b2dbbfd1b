using Timeslice.Des;

namespace Timeslice.Benchmarks;

/// <summary>
/// What a queue workload needs; implemented by structs, so that no competitor pays for a virtual call.
/// </summary>
interface IQueue
{
    int Count { get; }
    void Add(long time, int id, uint generation = 0);
    Event Take();
    int Purge<TFilter>(ref TFilter filter) where TFilter : struct, IEventFilter;
}

/// <summary>The queue of the engine.</summary>
readonly struct OurQueue() : IQueue
{
    public readonly EventQueue Events = new();
    public int Count => Events.Count;
    public void Add(long time, int id, uint generation = 0) => Events.Add(time, id, generation);
    public Event Take() => Events.TryTake(out var e) ? e : throw new InvalidOperationException("The queue is empty.");
    public int Purge<TFilter>(ref TFilter filter) where TFilter : struct, IEventFilter => Events.Purge(ref filter);
}

/// <summary>.NET's heap, which needs a sequence number to keep the order of equals, and which cannot purge.</summary>
struct HeapQueue() : IQueue
{
    readonly PriorityQueue<Event, (long Time, long Sequence)> heap = new();
    long sequence;
    public readonly int Count => heap.Count;
    public void Add(long time, int id, uint generation = 0) =>
        heap.Enqueue(new(time, id, generation), (time, sequence++));
    public readonly Event Take() => heap.Dequeue();
    public readonly int Purge<TFilter>(ref TFilter filter) where TFilter : struct, IEventFilter => 0;
}
