using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// A pipe: bytes in one direction, for whoever has one of its ends. Each <c>open</c> makes another, with both ends open;
/// only by being forked off afterwards does a process come to have them too.
/// </summary>
/// <remarks>pipe(2), pipe(7). Who writes when nobody can read any more is sent SIGPIPE.</remarks>
/// <param name="capacity">How many bytes it holds; 64KiB, as on Linux, when left out.</param>
public sealed class Pipe(Bytes? capacity = null) : StreamChannel
{
    readonly Bytes capacity = capacity is null ? 64.KiB
        : capacity.Value.Count >= 1 ? capacity.Value
        : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "must be at least 1B");

    /// <summary>One that belongs to a machine at once.</summary>
    public Pipe(Machine machine, Bytes? capacity = null, string? name = null) : this(capacity) =>
        machine.Add(this, name);

    internal override Flow Open(int thread, ref Transfer transfer, in Opening how)
    {
        if (how.For is not null) return Machine.Finish(thread, Processes.Errno.Invalid);
        var buffer = new PipeBuffer(this, Machine, capacity.Count);
        var handles = Machine.ProcessOf(thread).Handles;
        var reading = handles.Add(new PipeEnd(this, buffer, Use.Reading, how.Mode));
        handles.Add(new PipeEnd(this, buffer, Use.Writing, how.Mode));
        return Machine.Finish(thread, reading);
    }
}
