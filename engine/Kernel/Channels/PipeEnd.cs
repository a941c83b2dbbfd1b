using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>One end of a pipe, or both.</summary>
sealed class PipeEnd : OpenFile
{
    public PipeEnd(Channel channel, PipeBuffer buffer, Use use, IoMode mode, NamedPipe? of = null)
        : base(channel, use, mode)
    {
        (Buffer, Of) = (buffer, of);
        buffer.Opened(this);
    }

    public PipeBuffer Buffer { get; }

    /// <summary>What stands in the kernel by a name; null: it has none.</summary>
    public NamedPipe? Of { get; }

    public override Flow Read(int thread, ref Transfer transfer, IoMode? mode, bool whole) =>
        Buffer.Read(thread, ref transfer, MustNotBlock(mode), whole);

    public override Flow Write(int thread, ref Transfer transfer, IoMode? mode, long value) =>
        Buffer.Write(thread, ref transfer, MustNotBlock(mode), value);

    protected override void Close() => Buffer.Closed(this);
}
