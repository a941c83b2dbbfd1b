using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>One end of a pipe, or both.</summary>
sealed class PipeEnd : OpenFile
{
    const long NoneUnmet = -1;

    // How many had come to write before it was opened, of whom none was there.
    readonly long unmet;

    public PipeEnd(Channel channel, PipeBuffer buffer, Use use, IoMode mode, NamedPipe? of = null)
        : base(channel, use, mode)
    {
        (Buffer, Of) = (buffer, of);
        unmet = buffer.HasWriters ? NoneUnmet : buffer.WritersEver;
        buffer.Opened(this);
    }

    public PipeBuffer Buffer { get; }

    /// <remarks>
    /// Of a FIFO that nobody has opened to write since, pollers are not told that it is at the end, though a read comes
    /// back with 0: pipe_poll of Linux.
    /// </remarks>
    public override bool IsReadable => Reads && Buffer.IsReadable(HasMetWriter);

    /// <remarks>There is room for PIPE_BUF, as POSIX asks of poll(2), or for all where it holds less.</remarks>
    public override bool IsWritable => Writes && Buffer.IsWritable;

    /// <summary>What stands in the kernel by a name; null: it has none.</summary>
    public NamedPipe? Of { get; }

    public override bool HasHungUp => Reads && !Buffer.HasWriters && HasMetWriter || Writes && !Buffer.HasReaders;

    public override bool CanBeServedBy(OpenFile other, Use what) => other is PipeEnd end && end.Buffer == Buffer
        && (Reads && what != Use.Writing && end.Writes || Writes && what != Use.Reading && end.Reads);

    public override Flow Read(int thread, ref Transfer transfer, IoMode? mode, bool whole) =>
        Buffer.Read(thread, ref transfer, MustNotBlock(mode), whole);

    public override Flow Write(int thread, ref Transfer transfer, IoMode? mode, long value) =>
        Buffer.Write(thread, ref transfer, MustNotBlock(mode), value);

    bool HasMetWriter => Buffer.WritersEver != unmet;

    protected override void WatchBegins() => Buffer.Watched.Add(this);
    protected override void WatchEnds() => Buffer.Watched.Remove(this);
    protected override void Close() => Buffer.Closed(this);
}
