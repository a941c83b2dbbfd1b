namespace Timeslice.Kernel.Channels;

/// <summary>
/// Bytes in order of arrival. What they say is not kept, but with which write they came, and where that ended: a
/// stretch of bytes of one write is one piece.
/// </summary>
struct ByteQueue()
{
    const int FewestPieces = 2;

    // As long as a power of two, once there is any: of connections, many never carry a byte.
    (long Value, long Bytes, bool EndsWrite)[] pieces = [];
    int first, count;

    public long Bytes { get; private set; }

    /// <summary>Of the write of which bytes were taken last, those that were not.</summary>
    public long Rest { get; private set; }

    /// <summary>How many bytes are of the first write, as far as they have been put in in one piece.</summary>
    public readonly long OfFirst => count > 0 ? pieces[first].Bytes : 0;

    /// <param name="value">What came with the write.</param>
    /// <param name="endsWrite">The last of them is the last of the write.</param>
    public void Put(long value, long bytes, bool endsWrite = true)
    {
        if (count == pieces.Length) Grow();
        pieces[first + count++ & pieces.Length - 1] = (value, bytes, endsWrite);
        Bytes += bytes;
    }

    /// <summary>Takes bytes out, of which there must be so many; what came with the first is returned.</summary>
    public long Take(long bytes) => Take(bytes, out _);

    /// <param name="endsWrite">The last of them was the last of a write.</param>
    public long Take(long bytes, out bool endsWrite)
    {
        endsWrite = false;
        var value = pieces[first].Value;
        Bytes -= bytes;
        Rest = 0;
        while (bytes > 0)
        {
            ref var piece = ref pieces[first];
            var taken = Math.Min(piece.Bytes, bytes);
            piece.Bytes -= taken;
            bytes -= taken;
            Rest = piece.Bytes;
            if (Rest > 0) break;
            endsWrite = piece.EndsWrite && bytes == 0;
            first = first + 1 & pieces.Length - 1;
            count--;
        }
        // What is nearly always empty stays where it is in the cache.
        if (count == 0) first = 0;
        return value;
    }

    /// <summary>Keeps the first so many bytes: the others are gone.</summary>
    public void Cut(long kept)
    {
        for (var gone = Bytes - kept; gone > 0;)
        {
            ref var last = ref pieces[first + count - 1 & pieces.Length - 1];
            var cut = Math.Min(last.Bytes, gone);
            (last.Bytes, last.EndsWrite) = (last.Bytes - cut, false);
            gone -= cut;
            if (last.Bytes == 0) count--;
        }
        Bytes = Math.Min(Bytes, kept);
        Rest = Math.Min(Rest, Bytes);
    }

    public void Clear() => (first, count, Bytes, Rest) = (0, 0, 0, 0);

    void Grow()
    {
        var larger = new (long, long, bool)[Math.Max(FewestPieces, pieces.Length * 2)];
        for (var i = 0; i < count; i++) larger[i] = pieces[first + i & pieces.Length - 1];
        (pieces, first) = (larger, 0);
    }
}
