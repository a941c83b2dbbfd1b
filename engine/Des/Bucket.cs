namespace Timeslice.Des;

/// <summary>The events of one digit of one level, in the order in which they came: a chain of chunks, 32 bytes itself.</summary>
internal unsafe struct Bucket
{
    /// <summary>Where the next event goes; null when the bucket is empty, beyond the last chunk when that is full.</summary>
    public Event* End;

    public Chunk* First;

    /// <summary>The earliest time in it, known without a search: this is what lets the queue be peeked without moving anything.</summary>
    public long Earliest;

    public int Count;
}
