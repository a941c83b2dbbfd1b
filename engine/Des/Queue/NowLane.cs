using System.Numerics;

namespace Timeslice.Des;

/// <summary>
/// What is due at once, first come, first served: a wake-up in the current instant never touches the event queue.
/// </summary>
/// <remarks>
/// A ring whose size is a power of two; it doubles when full and allocates nothing otherwise. For one thread.
/// </remarks>
public sealed class NowLane(int capacity = 16)
{
    (int Id, uint Generation)[] ring = new (int, uint)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 1))];
    int head;

    /// <summary>How many are waiting.</summary>
    public int Count { get; private set; }

    /// <summary>The one that has waited longest; there must be one.</summary>
    public int First => ring[head].Id;

    public void Add(int id, uint generation)
    {
        if (Count == ring.Length) Grow();
        ring[(head + Count) & (ring.Length - 1)] = (id, generation);
        Count++;
    }

    /// <summary>Takes the one that has waited longest.</summary>
    public bool TryTake(out int id, out uint generation)
    {
        if (Count == 0)
        {
            (id, generation) = (0, 0);
            return false;
        }

        (id, generation) = ring[head];
        head = (head + 1) & (ring.Length - 1);
        Count--;
        return true;
    }

    void Grow()
    {
        var larger = new (int, uint)[checked(ring.Length * 2)];
        ring.AsSpan(head).CopyTo(larger);
        ring.AsSpan(0, head).CopyTo(larger.AsSpan(ring.Length - head));
        (ring, head) = (larger, 0);
    }
}
