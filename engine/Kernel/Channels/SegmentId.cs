using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// What a number stands for by which a segment is found: it can be attached and removed, but not read.
/// </summary>
sealed class SegmentId(Segment segment) : OpenFile(segment.Memory, Use.Both, IoMode.Blocking)
{
    public Segment Segment => segment;

    public override Errno? Remove(int thread) => segment.Memory.Remove(thread, segment);

    protected override void Close() { }
}
