namespace Timeslice.Des;

/// <summary>512 bytes of a bucket: the link to the next chunk, then room for 31 events.</summary>
/// <remarks>
/// Chunks are aligned to their size, so an event's address alone tells whether its chunk is full. Of the sizes 256, 512 and
/// 1024 bytes this one is the best compromise: larger ones stand half empty in every bucket, smaller ones are followed too often.
/// </remarks>
internal unsafe struct Chunk
{
    public const int Bytes = 512;
    public const int Capacity = Bytes / EventBytes - 1;
    const int EventBytes = 16;

    public Chunk* Next;

    public static Event* Events(Chunk* chunk) => (Event*)chunk + 1;

    /// <summary>Whether <paramref name="end"/>, where the next event would go, lies beyond a chunk; so does null.</summary>
    public static bool IsFull(Event* end) => ((nuint)end & (Bytes - 1)) == 0;
}
