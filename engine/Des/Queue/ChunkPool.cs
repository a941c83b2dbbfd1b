using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>
/// Where chunks come from and go back to: pinned segments of at most 512 KB, never moved and never copied.
/// </summary>
/// <remarks>
/// Segments grow with what is already there, so a small simulation costs little and a large one wastes at most one
/// segment, where an array that doubles would waste up to half. They are managed memory: nothing has to be disposed.
/// </remarks>
internal unsafe struct ChunkPool()
{
    const int SmallestSegment = 16 << 10;
    const int LargestSegment = 512 << 10;

    readonly List<byte[]> segments = [];
    Chunk* free;
    byte* fresh, freshEnd;

    /// <summary>Bytes held, used or not.</summary>
    public long Bytes { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Chunk* Take()
    {
        var chunk = free;
        if (chunk == null) return TakeFresh();
        free = chunk->Next;
        return chunk;
    }

    /// <summary>Takes a chunk back; what followed it is the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Chunk* Return(Chunk* chunk)
    {
        var next = chunk->Next;
        chunk->Next = free;
        free = chunk;
        return next;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    Chunk* TakeFresh()
    {
        if (fresh == freshEnd) AddSegment((int)Math.Clamp(Bytes, SmallestSegment, LargestSegment) & -Chunk.Bytes);
        var chunk = (Chunk*)fresh;
        fresh += Chunk.Bytes;
        return chunk;
    }

    void AddSegment(int bytes)
    {
        fresh = Pinned.Allocate(bytes, Chunk.Bytes, out var segment);
        freshEnd = fresh + bytes;
        segments.Add(segment);
        Bytes += segment.Length;
    }
}
