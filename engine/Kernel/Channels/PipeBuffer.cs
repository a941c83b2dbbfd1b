using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>The bytes between those who write into a pipe and those who read from it.</summary>
/// <remarks>
/// pipe(7). Who wants to write no more than PIPE_BUF waits until there is room for all of it, so that nobody else's
/// bytes come between; of more, as much is written as there is room for. Of several that wait, the first is woken
/// first, and who stands behind it waits too, however little it wants. To read or write nothing comes back at once.
/// </remarks>
sealed class PipeBuffer
{
    /// <summary>PIPE_BUF of Linux: writes of no more than these are atomic. limits.h</summary>
    public const int Atomic = 4096;

    readonly StreamChannel of;
    readonly Machine machine;
    readonly long capacity;
    readonly WaitPoint toRead, toWrite;
    ByteQueue queue = new();
    int readers, writers;

    /// <summary>Those of its ends that are watched.</summary>
    public WatchedFiles Watched;

    public PipeBuffer(StreamChannel of, Machine machine, long capacity)
    {
        (this.of, this.machine, this.capacity) = (of, machine, capacity);
        toRead = new(machine, () => $"bytes in {of.Name}", _ => queue.Bytes > 0 || writers == 0,
            file => file is PipeEnd end && end.Buffer == this && end.Writes);
        toWrite = new(machine, () => $"room in {of.Name}", HasRoomFor,
            file => file is PipeEnd end && end.Buffer == this && end.Reads);
    }

    public bool HasReaders => readers > 0;
    public bool HasWriters => writers > 0;

    /// <summary>How often an end to write was opened.</summary>
    public long WritersEver { get; private set; }

    public bool IsReadable(bool hasMetWriter) => queue.Bytes > 0 || writers == 0 && hasMetWriter;

    public bool IsWritable => readers == 0 || capacity - queue.Bytes >= Math.Min(Atomic, capacity);

    public void Opened(OpenFile end)
    {
        if (end.Reads) readers++;
        if (!end.Writes) return;
        writers++;
        WritersEver++;
    }

    public void Closed(OpenFile end)
    {
        if (end.Reads && --readers == 0)
        {
            toWrite.WakeAll();
            Watched.HungUp(Use.Writing);
        }
        if (end.Writes && --writers == 0)
        {
            toRead.WakeAll();
            Watched.HungUp(Use.Reading);
        }
        if (readers + writers > 0 || queue.Bytes == 0) return;
        of.Lose(queue.Bytes);
        queue.Clear();
    }

    public Flow Read(int thread, ref Transfer transfer, bool mustNotBlock, bool whole)
    {
        if (transfer.Wanted == 0) return machine.Finish(thread, transfer.Done);
        var bytes = Math.Min(queue.Bytes, transfer.Wanted - transfer.Done);
        if (bytes > 0)
        {
            var wasFull = !IsWritable;
            var value = queue.Take(bytes);
            if (transfer.Done == 0) transfer.Value = value;
            transfer.Done += bytes;
            of.Took(bytes);
            toWrite.WakeFirst();
            if (wasFull && IsWritable) Watched.Changed(Use.Writing);
        }
        var isEnough = whole ? transfer.Done == transfer.Wanted : transfer.Done > 0;
        if (isEnough || queue.Bytes == 0 && writers == 0)
        {
            toRead.WakeFirst();
            of.HasRead(ref transfer);
            return machine.Finish(thread, transfer.Done);
        }
        return mustNotBlock ? machine.FinishEarly(thread, Errno.Again) : toRead.Block(thread);
    }

    public Flow Write(int thread, ref Transfer transfer, bool mustNotBlock, long value)
    {
        if (transfer.Wanted == 0) return machine.Finish(thread, transfer.Done);
        if (readers == 0) return of.Fail(thread);
        if (HasRoomFor(thread))
        {
            var bytes = Math.Min(capacity - queue.Bytes, transfer.Wanted - transfer.Done);
            queue.Put(value, bytes);
            transfer.Done += bytes;
            of.Put(bytes);
            toRead.WakeFirst();
            Watched.Changed(Use.Reading);
        }
        if (transfer.Done == transfer.Wanted)
        {
            toWrite.WakeFirst();
            of.HasWritten(transfer);
            return machine.Finish(thread, transfer.Done);
        }
        return mustNotBlock ? machine.FinishEarly(thread, Errno.Again) : toWrite.Block(thread);
    }

    bool HasRoomFor(int thread)
    {
        ref var transfer = ref machine.Threads.Transfers[thread];
        var least = transfer.Wanted <= Math.Min(Atomic, capacity) ? transfer.Wanted : 1;
        return readers == 0 || capacity - queue.Bytes >= least;
    }
}
