using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A FIFO as it stands in the kernel: the bytes in it, and who waits there for the other side.</summary>
sealed class NamedPipe : KernelObject
{
    readonly Machine machine;
    readonly Fifo home;
    readonly PipeBuffer buffer;
    readonly WaitPoint toMeetReader, toMeetWriter;
    long readersMet, writersMet;

    public NamedPipe(Fifo home, Ownership owned, long capacity) : base(home, owned)
    {
        (this.home, machine) = (home, home.Machine);
        buffer = new(home, machine, capacity);
        toMeetReader = new(machine, () => $"a reader of {home.Name}", thread => Met(thread) != readersMet, _ => false);
        toMeetWriter = new(machine, () => $"a writer of {home.Name}", thread => Met(thread) != writersMet, _ => false);
    }

    /// <summary>A thread opens it, and waits where nobody has the other side open.</summary>
    public Flow Open(int thread, ref Transfer transfer, Use use, in Opening how)
    {
        var isBlocking = how.Mode == IoMode.Blocking;
        if (use == Use.Writing && !isBlocking && !buffer.HasReaders) return machine.Finish(thread, Errno.NoDevice);
        var (readers, writers) = (buffer.HasReaders, buffer.HasWriters);
        var end = Begin(use, how.Mode, ref transfer);
        if (isBlocking && use == Use.Reading && !writers) return toMeetWriter.Block(thread);
        if (use == Use.Writing && !readers) return toMeetReader.Block(thread);
        return home.Give(thread, end, how);
    }

    /// <summary>A thread that has waited for the other side looks again.</summary>
    public Flow GoOn(int thread, PipeEnd end, in Opening how)
    {
        if (end.Use == Use.Reading && writersMet == Met(thread)) return toMeetWriter.Block(thread);
        if (end.Use == Use.Writing && readersMet == Met(thread)) return toMeetReader.Block(thread);
        return home.Give(thread, end, how);
    }

    // What is in it goes with the last who has it open.
    protected override void Vanish() { }

    // It is the call's until it is open: if that ends in any other way, it is closed.
    PipeEnd Begin(Use use, IoMode mode, ref Transfer transfer)
    {
        var end = new PipeEnd(home, buffer, use, mode, this);
        end.AddUser();
        transfer.File = end;
        if (end.Reads) readersMet++;
        if (end.Writes) writersMet++;
        transfer.Value = use == Use.Reading ? writersMet : readersMet;
        if (end.Reads) toMeetReader.WakeAll();
        if (end.Writes) toMeetWriter.WakeAll();
        return end;
    }

    // How many of the others had been met when it began to wait.
    long Met(int thread) => machine.Threads.Transfers[thread].Value;
}
