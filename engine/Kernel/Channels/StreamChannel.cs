using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A channel of bytes in one direction, without bounds between writes.</summary>
public abstract class StreamChannel : Channel, IReadable, IWritable, IPollable
{
    private protected override (Duration Call, Duration KiB) Prices(Costs costs) => (costs.Pipe, costs.PipeKiB);

    private protected static long CapacityOf(Bytes? capacity) => capacity is not { Count: var bytes } ? 64.KiB.Count
        : bytes >= 1 ? bytes
        : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "must be at least 1B");

    internal void Put(long bytes) => Moved(bytes, 0);
    internal void Took(long bytes) => Moved(0, bytes);
    internal void Lose(long bytes) => Emptied(bytes);
    internal void HasRead(ref Transfer transfer) => CountRead(ref transfer);
    internal void HasWritten(in Transfer transfer) => CountWrite(transfer);
    internal Flow Fail(int thread) => Break(thread);
}
