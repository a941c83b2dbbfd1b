using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// One end of a connection: what has come for it and was not read, and what became of the other end.
/// </summary>
/// <remarks>
/// unix(7), tcp(7). As on Linux, what had come before the connection was reset can still be read; then one call fails
/// with ECONNRESET, and those after it find the end. Bytes that are written lie at once with the other end where there is
/// no network between the two.
/// </remarks>
sealed class StreamEnd(StreamSocket address, Machine machine, IoMode mode, bool isNamed)
    : OpenFile(address.On(machine), Use.Both, mode)
{
    // What was written to it and not read; of a network also what is still to be sent and under way.
    ByteQueue incoming = new();
    EndLine? toRead, toWrite;
    Errno? error;
    bool hasEnded, isBroken, hasShutReading, hasShutWriting, isClosed, wantsRoom;

    public StreamSocket Address => address;
    public Machine Machine => machine;

    /// <summary>The other end; null: it was closed, or there is none yet.</summary>
    public StreamEnd? Peer { get; private set; }

    /// <summary>The connection is still being made; null: it was.</summary>
    public Handshake? Handshake { get; set; }

    public bool IsConnecting => Handshake is not null;

    public override bool IsNamed => isNamed;

    /// <summary>Bytes that can be read.</summary>
    public long Ready => incoming.Bytes;

    public override bool IsReadable => Ready > 0 || IsAtEnd || isClosed;

    /// <summary>After it was full, it is worth while to wake who waits only when there is more than a little room.</summary>
    /// <remarks>Linux: three quarters of a local socket, unix_writable; a third of the network's, sk_stream_is_writeable.</remarks>
    public override bool IsWritable => !IsConnecting
        && (CannotWrite || isClosed || Peer is null
            || (address.IsNetwork ? Room >= Used / 2 && Room > 0 : Used <= address.SendBuffer / 4));

    /// <summary>No more bytes will come.</summary>
    bool IsAtEnd => hasEnded || hasShutReading;

    bool CannotWrite => isBroken || hasShutWriting;

    // Where nobody is on the other side of a network, bytes are lost, and the sender is told so.
    long Room => Peer is null ? long.MaxValue : address.SendBuffer + address.ReceiveBuffer - Used;

    long Used => Peer!.incoming.Bytes;

    EndLine ToRead => toRead ??= new(this, forRoom: false);
    EndLine ToWrite => toWrite ??= new(this, forRoom: true);

    public static void Connect(StreamEnd one, StreamEnd other) => (one.Peer, other.Peer) = (other, one);

    public override Flow Read(int thread, ref Transfer transfer, IoMode? mode, bool whole)
    {
        var bytes = Math.Min(Ready, transfer.Wanted - transfer.Done);
        if (bytes > 0)
        {
            var value = incoming.Take(bytes);
            if (transfer.Done == 0) transfer.Value = value;
            transfer.Done += bytes;
            address.Took(bytes);
            Peer?.RoomCame();
        }
        var isEnough = whole ? transfer.Done == transfer.Wanted : transfer.Done > 0 || transfer.Wanted == 0;
        if (isEnough || Ready == 0 && IsAtEnd)
        {
            toRead?.WakeFirst();
            if (!isEnough && transfer.Done == 0 && error is not null) return FinishWithError(thread);
            address.HasRead(ref transfer, machine);
            return machine.Finish(thread, transfer.Done);
        }
        return MustNotBlock(mode) ? machine.FinishEarly(thread, Errno.Again) : ToRead.Block(thread);
    }

    public override Flow Write(int thread, ref Transfer transfer, IoMode? mode, long value)
    {
        if (IsConnecting) return MustNotBlock(mode) ? machine.Finish(thread, Errno.Again) : ToWrite.Block(thread);
        if (CannotWrite) return FailToWrite(thread, ref transfer);
        var bytes = Math.Min(Room, transfer.Wanted - transfer.Done);
        if (bytes > 0)
        {
            transfer.Done += bytes;
            address.Put(bytes);
            if (Peer is { } other) other.Come(bytes, value);
            else Vanish(bytes);
        }
        if (transfer.Done == transfer.Wanted)
        {
            toWrite?.WakeFirst();
            address.HasWritten(transfer);
            return machine.Finish(thread, transfer.Done);
        }
        wantsRoom = true;
        if (!MustNotBlock(mode)) return ToWrite.Block(thread);
        if (transfer.Done > 0) address.HasWritten(transfer);
        return machine.FinishEarly(thread, Errno.Again);
    }

    /// <summary>It is no longer used to read, or to write, or either. shutdown(2)</summary>
    public Errno? Shut(Use use)
    {
        if (IsConnecting || Peer is null && isBroken) return Errno.NotConnected;
        if (use != Use.Reading && !hasShutWriting)
        {
            hasShutWriting = true;
            Peer?.Ended();
            toWrite?.WakeAll();
        }
        if (use != Use.Writing && !hasShutReading)
        {
            hasShutReading = true;
            // TCP does not tell the other side.
            if (!address.IsNetwork) Peer?.Break();
            toRead?.WakeAll();
        }
        return null;
    }

    /// <summary>It was asked for, and is connected now.</summary>
    public void Made()
    {
        Handshake = null;
        Tell();
    }

    /// <summary>It was asked for in vain: who uses it is told so.</summary>
    public void Fail(Errno why)
    {
        Handshake = null;
        error = why;
        hasEnded = isBroken = true;
        Tell();
    }

    /// <summary>The other side has gone before anybody had this one.</summary>
    public void Abort(bool resets) => Leave(resets);

    protected override void Close()
    {
        isClosed = true;
        Handshake?.Abandon();
        // Threads of its process may still wait here: they will find that it is not open.
        toRead?.WakeAll();
        toWrite?.WakeAll();
        Leave(resets: false);
    }

    // With bytes that nobody has read, or will read, the other side is told that they are lost.
    void Leave(bool resets)
    {
        if (incoming.Bytes > 0)
        {
            address.Lose(incoming.Bytes);
            incoming.Clear();
            resets = true;
        }
        if (Peer is not { } other) return;
        (Peer, other.Peer) = (null, null);
        if (resets) other.Reset();
        else if (address.IsNetwork) other.Ended();
        else other.Over();
    }

    void Come(long bytes, long value)
    {
        incoming.Put(value, bytes);
        toRead?.WakeFirst();
        Watcher?.Changed(this);
    }

    // The other side has gone, and its machine says so: the next call will know.
    void Vanish(long bytes)
    {
        address.Lose(bytes);
        address.HasReset();
        Break();
    }

    void RoomCame()
    {
        if (!wantsRoom || !IsWritable) return;
        wantsRoom = false;
        toWrite?.WakeFirst();
        Watcher?.Changed(this);
    }

    // No more will be written to it.
    void Ended()
    {
        if (hasEnded) return;
        hasEnded = true;
        toRead?.WakeAll();
        Watcher?.Changed(this);
    }

    // Nobody reads what is written to it.
    void Break()
    {
        if (isBroken) return;
        isBroken = true;
        toWrite?.WakeAll();
        Watcher?.Changed(this);
    }

    // Neither will anything come, nor does anybody read.
    void Over()
    {
        hasEnded = isBroken = true;
        Tell();
    }

    void Reset()
    {
        // TCP: who knew that no more would come is not told of a reset but when it writes. tcp_reset of Linux
        if (!address.IsNetwork || !hasEnded) error = Errno.ConnectionReset;
        address.HasReset();
        Over();
    }

    void Tell()
    {
        toRead?.WakeAll();
        toWrite?.WakeAll();
        Watcher?.Changed(this);
    }

    Flow FinishWithError(int thread)
    {
        var why = error!.Value;
        error = null;
        return machine.Finish(thread, why);
    }

    // unix_stream_sendmsg and tcp_sendmsg of Linux: what was written counts; a local socket that was reset says so to
    // those alone who were waiting.
    Flow FailToWrite(int thread, ref Transfer transfer)
    {
        if (transfer.Done > 0)
        {
            address.HasWritten(transfer);
            return machine.Finish(thread, transfer.Done);
        }
        if (error is not null && (address.IsNetwork || transfer.At is not null)) return FinishWithError(thread);
        return address.Fail(thread, machine);
    }
}
