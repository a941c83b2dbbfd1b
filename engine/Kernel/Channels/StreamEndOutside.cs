using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels;

/// <content>What those do with it who have no thread: nothing of it waits, and no CPU pays for it.</content>
sealed partial class StreamEnd
{
    /// <summary>Why the connection failed, or was lost; null: it was not.</summary>
    public Errno? Error => error;

    /// <summary>Nothing more will come but what has come already.</summary>
    public bool HasEnded => hasEnded;

    /// <summary>Nobody reads any more what is written to it.</summary>
    public bool IsBroken => isBroken;

    /// <summary>Puts bytes in as far as there is room; how many is answered.</summary>
    /// <param name="value">What comes with them.</param>
    public long Put(long bytes, long value)
    {
        if (IsConnecting || CannotWrite) return 0;
        var put = Math.Min(Room, bytes);
        wantsRoom |= put < bytes;
        if (put <= 0) return 0;
        address.Put(put);
        Deliver(put, value, endsWrite: put == bytes);
        if (put == bytes) address.HasWritten(new() { Since = -1 });
        return put;
    }

    /// <summary>Takes out what can be read, but of no more than one write; how many bytes is answered.</summary>
    /// <param name="value">What came with them.</param>
    /// <param name="endsWrite">The last of them was the last of the write.</param>
    public long Take(out long value, out bool endsWrite)
    {
        (value, endsWrite) = (0, false);
        var bytes = Math.Min(Ready, incoming.OfFirst);
        if (bytes == 0) return 0;
        value = incoming.Take(bytes, out endsWrite);
        address.Took(bytes);
        if (arriving is not null) arriving.Read(bytes);
        else Peer?.RoomCame();
        var read = new Transfer { Since = -1, Done = bytes };
        address.HasRead(ref read, machine);
        return bytes;
    }
}
