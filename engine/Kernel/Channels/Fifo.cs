using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// A named pipe: bytes in one direction, for whoever opens it by its name. Who opens it for reading waits until
/// somebody opens it for writing, and the other way round; for both, it is open at once.
/// </summary>
/// <remarks>
/// fifo(7); fifo_open of fs/pipe.c, Linux 6.x. Somebody who came and has gone again counts, and whoever waits in
/// <c>open</c> is counted already. In non-blocking mode, reading is open at once; writing fails with −6 (ENXIO) while
/// nobody reads. What nobody has read is lost when the last of all has closed it.
/// </remarks>
/// <param name="capacity">
/// How many bytes it holds; 64KiB, as on Linux, when left out. Writes of at most 4KiB, and at most this, come in one
/// piece.
/// </param>
public sealed class Fifo(Bytes? capacity = null) : StreamChannel
{
    readonly long capacity = CapacityOf(capacity);
    PipeBuffer? buffer;
    WaitPoint? toMeetReader, toMeetWriter;
    long readersMet, writersMet;

    /// <summary>One that belongs to a machine at once.</summary>
    public Fifo(Machine machine, Bytes? capacity = null, string? name = null) : this(capacity) =>
        machine.Add(this, name);

    protected override void Attached()
    {
        buffer = new(this, Machine, capacity);
        toMeetReader = new(Machine, () => $"a reader of {Name}", thread => Met(thread) != readersMet, _ => false);
        toMeetWriter = new(Machine, () => $"a writer of {Name}", thread => Met(thread) != writersMet, _ => false);
    }

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how)
    {
        var use = how.For ?? Use.Both;
        if (transfer.File is not { } end)
        {
            var isBlocking = how.Mode == IoMode.Blocking;
            if (use == Use.Writing && !isBlocking && !buffer!.HasReaders) return Machine.Finish(thread, Errno.NoDevice);
            var (readers, writers) = (buffer!.HasReaders, buffer.HasWriters);
            end = Begin(use, how.Mode, ref transfer);
            if (isBlocking && use == Use.Reading && !writers) return toMeetWriter!.Block(thread);
            if (use == Use.Writing && !readers) return toMeetReader!.Block(thread);
        }
        else if (use == Use.Reading && writersMet == Met(thread)) return toMeetWriter!.Block(thread);
        else if (use == Use.Writing && readersMet == Met(thread)) return toMeetReader!.Block(thread);
        return Give(thread, end, how.EndsWithExec);
    }

    // It is the call's until it is open: if that ends in any other way, it is closed.
    PipeEnd Begin(Use use, IoMode mode, ref Transfer transfer)
    {
        var end = new PipeEnd(this, buffer!, use, mode);
        end.AddUser();
        transfer.File = end;
        if (end.Reads) readersMet++;
        if (end.Writes) writersMet++;
        transfer.Value = use == Use.Reading ? writersMet : readersMet;
        if (end.Reads) toMeetReader!.WakeAll();
        if (end.Writes) toMeetWriter!.WakeAll();
        return end;
    }

    // How many of the others had been met when it began to wait.
    long Met(int thread) => Machine.Threads.Transfers[thread].Value;
}
