using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>A segment as part of the memory of a process: to read and write it is to copy.</summary>
sealed class Attachment(Segment segment, bool isReadOnly) : OpenFile(segment.Memory, Use.Both, IoMode.Blocking)
{
    public Segment Segment => segment;
    public bool IsReadOnly => isReadOnly;

    /// <summary>The bytes are copied in a time, in user mode; how many is answered.</summary>
    public override Flow Read(int thread, ref Transfer copy, IoMode? mode, bool whole)
    {
        if (copy.Memory is null)
        {
            if (copy.Wanted > segment.Size) return Fault(thread, copy, "reads");
            copy.Memory = segment;
            segment.BeginRead(ref copy);
            if (TimeOf(copy) is var time && time > Duration.Zero) return Machine.WorkAndRepeat(thread, time);
        }
        else if (copy.Memory != segment) return Fault(thread, copy, "reads");
        (copy.Memory, copy.Done) = (null, copy.Wanted);
        var isWhole = segment.TryEndRead(copy, out copy.Value) || copy.Wanted == 0;
        if (!isWhole) copy.Value = -1;
        segment.Memory.CountRead(ref copy, isTorn: !isWhole);
        return Machine.Finish(thread, copy.Done);
    }

    /// <summary>The bytes are copied in a time, in user mode; how many is answered.</summary>
    public override Flow Write(int thread, ref Transfer copy, IoMode? mode, long value)
    {
        if (copy.Memory is null)
        {
            if (isReadOnly || copy.Wanted > segment.Size) return Fault(thread, copy, "writes");
            if (copy.Wanted == 0) return Machine.Finish(thread, value: 0);
            (copy.Memory, copy.IsWrite, copy.Value) = (segment, true, value);
            segment.BeginWrite(ref copy);
            if (TimeOf(copy) is var time && time > Duration.Zero) return Machine.WorkAndRepeat(thread, time);
        }
        else if (copy.Memory != segment) return Fault(thread, copy, "writes");
        (copy.Memory, copy.Done) = (null, copy.Wanted);
        segment.EndWrite(copy);
        segment.Memory.CountWritten(copy);
        return Machine.Finish(thread, copy.Done);
    }

    protected override void Close() { }

    Machine Machine => segment.Memory.Machine;

    Duration TimeOf(in Transfer copy) => segment.Memory.CostOfCopying(copy.Wanted);

    Flow Fault(int thread, in Transfer copy, string does) => Machine.Fault(thread, copy.Wanted > segment.Size
        ? $"{does} {copy.Wanted} bytes of {segment.Memory.Name}, which has {segment.Size}"
        : isReadOnly ? $"{does} {segment.Memory.Name}, which its process has attached to read only"
        : $"{does} {segment.Memory.Name}, which its process has detached meanwhile");
}
