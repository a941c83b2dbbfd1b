using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>What a process has of a shared memory that it has not attached: who touches it dies.</summary>
sealed class Unattached(SharedMemory memory) : OpenFile(memory, Use.Both, IoMode.Blocking)
{
    public override Flow Read(int thread, ref Transfer transfer, IoMode? mode, bool whole) => Fault(thread, "reads");
    public override Flow Write(int thread, ref Transfer transfer, IoMode? mode, long value) => Fault(thread, "writes");

    protected override void Close() { }

    Flow Fault(int thread, string does) =>
        memory.Machine.Fault(thread, $"{does} {memory.Name}, which its process has not attached");
}
