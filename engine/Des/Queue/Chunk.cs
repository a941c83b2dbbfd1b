namespace Timeslice.Des;

/// <summary>512 bytes of a bucket: the link to the next chunk, then room for 31 events.</summary>
/// <remarks>Chunks are aligned to their size, so the address behind an event tells whether its chunk is full.</remarks>
internal unsafe struct Chunk
{
    public const int Bytes = 512;
    public const int Capacity = Bytes / 16 - 1;

    public Chunk* Next;

    public static Event* Events(Chunk* chunk) => (Event*)chunk + 1;

    /// <summary>
    /// Whether the next event, which would go to <paramref name="end"/>, needs a new chunk; at null it does, too.
    /// </summary>
    public static bool IsFull(Event* end) => ((nuint)end & (Bytes - 1)) == 0;

    /// <summary>The chunk in which an event lies.</summary>
    public static Chunk* Of(Event* e) => (Chunk*)((nuint)e & ~(nuint)(Bytes - 1));
}
