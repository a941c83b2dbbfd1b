using Timeslice.Des;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// One end of a connection: what has come for it and was not read, and what became of the other end.
/// </summary>
/// <remarks>
/// unix(7), tcp(7). As on Linux, what had come before the connection was reset can still be read; then one call fails
/// with ECONNRESET, and those after it find the end. Bytes that are written lie with the other end at once, but over a
/// network only those can be read that have come.
/// </remarks>
sealed partial class StreamEnd(StreamSocket address, Machine machine, IoMode mode, bool isNamed)
    : OpenFile(address.On(machine), Use.Both, mode)
{
    // What was written to it and not read; of a network also what is still to be sent and under way.
    ByteQueue incoming = new();
    WaitPoint? toRead, toWrite;

    // Where there is a network between the two ends: what goes over it from here, and to here.
    SlidingWindow? outgoing, arriving;
    Errno? error;
    bool hasCome, hasEnded, isBroken, hasShutReading, hasShutWriting, wantsRoom, wasFull;

    public StreamSocket Address => address;
    public Machine Machine => machine;

    /// <summary>The other end; null: it was closed, or there is none yet.</summary>
    public StreamEnd? Peer { get; private set; }

    /// <summary>Nobody has it open any more, or ever will.</summary>
    public bool IsClosed { get; private set; }

    public override bool IsNamed => isNamed;

    /// <summary>When the first came of the bytes that can be read, or else of those that were read last.</summary>
    public long Came { get; private set; }

    /// <summary>Of the write of which bytes were read last, those that were not yet.</summary>
    public long Rest => incoming.Rest;

    /// <summary>Bytes that can be read.</summary>
    public long Ready => IsClosed ? 0 : arriving?.Ready ?? incoming.Bytes;

    public override bool IsReadable => Ready > 0 || IsAtEnd || IsClosed;

    /// <summary>Once it was full, who waits is not woken for a little room.</summary>
    /// <remarks>
    /// Linux: three quarters of a local socket, unix_writable; a third of the network's, sk_stream_is_writeable.
    /// </remarks>
    public override bool IsWritable => !IsConnecting
        && (CannotWrite || IsClosed || Peer is null
            || (address.IsNetwork ? Room >= Used / 2 && Room > 0 : Used <= address.SendBuffer / 4));

    public override bool HasHungUp => hasEnded && CannotWrite;

    public override bool CanBeServedBy(OpenFile other, Use what) =>
        Handshake is IAwaited making ? making.IsServedBy(other) : other == Peer;

    /// <summary>No more bytes will come.</summary>
    bool IsAtEnd => hasEnded || hasShutReading;

    bool CannotWrite => isBroken || hasShutWriting;

    // Where nobody is on the other side of a network, bytes are lost, and the sender is told so.
    long Room => outgoing is not null ? address.SendBuffer - Used
        : Peer is null ? long.MaxValue : address.SendBuffer + address.ReceiveBuffer - Used;

    long Used => outgoing?.Unacknowledged ?? Peer!.incoming.Bytes;

    WaitPoint ToRead => toRead ??= LineFor("bytes from", () => IsReadable);
    WaitPoint ToWrite => toWrite ??= LineFor("room in", () => IsWritable);

    public override Flow Read(int thread, ref Transfer transfer, IoMode? mode, bool whole)
    {
        var bytes = Math.Min(Ready, transfer.Wanted - transfer.Done);
        if (bytes > 0)
        {
            var value = incoming.Take(bytes);
            if (transfer.Done == 0) transfer.Value = value;
            transfer.Done += bytes;
            address.Took(bytes);
            if (arriving is not null) arriving.Read(bytes);
            else Peer?.RoomCame();
            hasCome = Ready > 0;
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
            Deliver(bytes, value, endsWrite: transfer.Done == transfer.Wanted);
            wasFull |= !IsWritable;
        }
        if (transfer.Done == transfer.Wanted)
        {
            toWrite?.WakeFirst();
            address.HasWritten(transfer);
            return machine.Finish(thread, transfer.Done);
        }
        wantsRoom = true;
        return MustNotBlock(mode) ? machine.FinishEarly(thread, Errno.Again) : ToWrite.Block(thread);
    }

    // Over a network the address is not that of the machine.
    public override void Count(ref Transfer transfer)
    {
        if (transfer.Writes) address.HasWritten(transfer);
        else address.HasRead(ref transfer, machine);
    }

    /// <summary>It is no longer used to read, or to write, or either. shutdown(2)</summary>
    public Errno? Shut(Use use)
    {
        if (IsConnecting || Peer is null && isBroken) return Errno.NotConnected;
        if (use != Use.Reading && !hasShutWriting)
        {
            hasShutWriting = true;
            if (outgoing is not null) outgoing.End();
            else Peer?.Ended();
            toWrite?.WakeAll();
            HasChanged(Use.Both);
        }
        if (use != Use.Writing && !hasShutReading)
        {
            hasShutReading = true;
            // TCP does not tell the other side.
            if (!address.IsNetwork) Peer?.Break();
            toRead?.WakeAll();
            HasChanged(Use.Both);
        }
        return null;
    }

    /// <summary>Bytes have come over the network.</summary>
    public void BytesCame()
    {
        if (!hasCome) (hasCome, Came) = (true, machine.Now);
        toRead?.WakeFirst();
        HasChanged(Use.Reading);
    }

    /// <summary>No more will be written to it.</summary>
    public void Ended()
    {
        if (hasEnded) return;
        hasEnded = true;
        toRead?.WakeAll();
        HasChanged(Use.Both);
    }

    /// <summary>There may be room to write.</summary>
    public void RoomCame()
    {
        if (!wasFull && !wantsRoom || !IsWritable) return;
        if (wantsRoom) toWrite?.WakeFirst();
        (wasFull, wantsRoom) = (false, false);
        HasChanged(Use.Writing);
    }

    /// <summary>The other end has reset the connection: what was under way will not come.</summary>
    public void ResetCame()
    {
        outgoing!.Stop();
        if (IsClosed) return;
        var lost = incoming.Bytes - Ready;
        incoming.Cut(Ready);
        if (lost > 0) address.Lose(lost);
        Reset();
    }

    /// <summary>Tells the other end that the connection is reset: what was not sent is lost.</summary>
    public void SendReset()
    {
        var unsent = outgoing!.Cut();
        if (unsent == 0 || Peer!.IsClosed) return;
        Peer.incoming.Cut(Peer.incoming.Bytes - unsent);
        address.Lose(unsent);
    }

    protected override void Close()
    {
        Handshake?.Abandon();
        if (IsAccepted) address.HasClosed();
        // Threads of its process may still wait here: they will find that it is not open.
        toRead?.WakeAll();
        toWrite?.WakeAll();
        Leave(resets: false);
    }

    // With bytes that nobody has read, or will read, the other side is told that they are lost.
    void Leave(bool resets)
    {
        resets |= Ready > 0;
        IsClosed = true;
        if (incoming.Bytes > 0) address.Lose(incoming.Bytes);
        incoming.Clear();
        if (Peer is not { } other) return;
        if (outgoing is not null)
        {
            if (resets) SendReset();
            else outgoing.End();
            return;
        }
        (Peer, other.Peer) = (null, null);
        if (resets) other.Reset();
        else if (address.IsNetwork) other.Ended();
        else other.Over();
    }

    WaitPoint LineFor(string what, Func<bool> isThere) => new(machine,
        () => IsConnecting ? $"a connection to {address.Name}" : $"{what} a connection to {address.Name}",
        _ => isThere(), file => file == Peer);

    void Deliver(long bytes, long value, bool endsWrite)
    {
        if (Peer is not { } other) Vanish(bytes);
        else if (outgoing is null) other.Come(bytes, value, endsWrite);
        else
        {
            if (other.IsClosed) address.Lose(bytes);
            else other.incoming.Put(value, bytes, endsWrite);
            outgoing.Write(bytes);
        }
    }

    void Come(long bytes, long value, bool endsWrite)
    {
        incoming.Put(value, bytes, endsWrite);
        BytesCame();
    }

    // The other side has gone, and its machine says so: the next call will know.
    void Vanish(long bytes)
    {
        address.Lose(bytes);
        address.HasReset();
        Break();
    }

    // Nobody reads what is written to it.
    void Break()
    {
        if (isBroken) return;
        isBroken = true;
        toWrite?.WakeAll();
        HasChanged(Use.Both);
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
        HasChanged(Use.Both);
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
