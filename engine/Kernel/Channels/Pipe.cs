using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// A pipe: bytes in one direction, for whoever has one of its ends. Each <c>open</c> makes another, with both ends
/// open; only by being forked off afterwards does a process come to have them too.
/// </summary>
/// <remarks>pipe(2), pipe(7). Who writes when nobody can read any more is sent SIGPIPE.</remarks>
/// <param name="capacity">
/// How many bytes it holds; 64KiB, as on Linux, when left out. Writes of at most 4KiB, and at most this, come in one
/// piece.
/// </param>
public sealed class Pipe(Bytes? capacity = null) : StreamChannel
{
    readonly long capacity = CapacityOf(capacity);

    /// <summary>One that belongs to a machine at once.</summary>
    public Pipe(Machine machine, Bytes? capacity = null, string? name = null) : this(capacity) =>
        machine.Add(this, name);

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how)
    {
        if (how.For is not null) return Machine.Finish(thread, Processes.Errno.Invalid);
        var buffer = new PipeBuffer(this, Machine, capacity);
        var handles = Machine.ProcessOf(thread).Handles;
        var reading = handles.Add(new PipeEnd(this, buffer, Use.Reading, how.Mode), how.EndsWithExec);
        handles.Add(new PipeEnd(this, buffer, Use.Writing, how.Mode), how.EndsWithExec);
        return Machine.Finish(thread, reading);
    }
}
