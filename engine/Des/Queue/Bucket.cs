namespace Timeslice.Des;

/// <summary>
/// The events of one digit on one level, in the order in which they came: a chain of chunks; 32 bytes itself.
/// </summary>
internal unsafe struct Bucket
{
    const int FewEnoughToLook = 64;

    /// <summary>Where the next event goes; null in an empty bucket.</summary>
    public Event* End;

    public Chunk* First;

    /// <summary>The earliest time in it, kept so that the queue can be peeked without moving anything.</summary>
    public long Earliest;

    public int Count;

    /// <summary>Where the next event goes, after a new chunk.</summary>
    public Event* Extend(ref ChunkPool pool)
    {
        var chunk = pool.Take();
        chunk->Next = null;
        if (Count > 0)
        {
            Chunk.Of(End - 1)->Next = chunk;
        }
        else
        {
            First = chunk;
            Earliest = long.MaxValue;
        }

        return Chunk.Events(chunk);
    }

    /// <summary>Empties the bucket when its chunks have been returned or taken over.</summary>
    public void Forget()
    {
        End = null;
        Count = 0;
    }

    /// <summary>
    /// The earliest time of an event whose id is not one of <paramref name="count"/> from <paramref name="first"/> on,
    /// or <see cref="long.MaxValue"/>; where looking would take long, a time before it.
    /// </summary>
    public readonly long EarliestBut(int first, int count)
    {
        if (Count > FewEnoughToLook + 2 * count) return Earliest;
        var earliest = long.MaxValue;
        var chunk = First;
        for (var left = Count; left > 0; left -= Chunk.Capacity, chunk = chunk->Next)
        {
            var e = Chunk.Events(chunk);
            for (var end = e + Math.Min(left, Chunk.Capacity); e < end; e++)
                if ((uint)(e->Id - first) >= (uint)count) earliest = Math.Min(earliest, e->Time);
        }

        return earliest;
    }

    /// <summary>Drops what the filter denies, in place and in order. Returns how many went.</summary>
    public int Purge<TFilter>(ref TFilter filter, ref ChunkPool pool) where TFilter : struct, IEventFilter
    {
        var before = Count;
        var source = First;
        Count = 0;
        Earliest = long.MaxValue;
        for (var unread = before; unread > 0; unread -= Chunk.Capacity)
        {
            // What is kept needs no more room than what was read, so the writer never runs ahead of the reader.
            Keep(Chunk.Events(source), Math.Min(unread, Chunk.Capacity), ref filter);
            source = source->Next;
        }

        ReturnSpare(ref pool);
        return before - Count;
    }

    void Keep<TFilter>(Event* events, int count, ref TFilter filter) where TFilter : struct, IEventFilter
    {
        for (var e = events; e < events + count; e++)
        {
            if (!filter.Keep(in *e)) continue;
            if (Count == 0) End = Chunk.Events(First);
            else if (Chunk.IsFull(End)) End = Chunk.Events(Chunk.Of(End - 1)->Next);
            *End++ = *e;
            Count++;
            Earliest = Math.Min(Earliest, e->Time);
        }
    }

    void ReturnSpare(ref ChunkPool pool)
    {
        var spare = First;
        if (Count == 0)
        {
            End = null;
        }
        else
        {
            var last = Chunk.Of(End - 1);
            spare = last->Next;
            last->Next = null;
        }

        while (spare != null) spare = pool.Return(spare);
    }
}
