using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Memory;

namespace Timeslice.Kernel.Processes;

/// <summary>What the threads of a process share as their memory; several processes may have the same.</summary>
/// <param name="memory">Its pages; null where they are not modelled.</param>
sealed class Space(long[] words, AddressSpace? memory = null)
{
    // In the order in which they were attached; null before the first.
    List<Attachment>? attachments;
    int users = 1;

    /// <summary>Its variables, by number; those of threads are not kept here.</summary>
    public long[] Words { get; set; } = words;

    /// <summary>Its pages; null where they are not modelled.</summary>
    public AddressSpace? Memory { get; private set; } = memory;

    /// <summary>One more process has it.</summary>
    public Space Share()
    {
        users++;
        return this;
    }

    /// <summary>
    /// One of its own for a child: what either writes the other does not see, but in memory that is attached.
    /// </summary>
    public Space Copy()
    {
        var copy = new Space([.. Words], Memory?.Copy());
        foreach (var each in attachments ?? []) copy.Attach(new(each.Segment, each.IsReadOnly));
        return copy;
    }

    /// <summary>A process is done with it.</summary>
    public void Leave()
    {
        if (--users > 0) return;
        Memory?.Leave();
        foreach (var each in attachments ?? []) each.Segment.Detached();
        attachments = null;
    }

    /// <summary>A process that was done with it goes on, with fresh pages.</summary>
    public void Renew(AddressSpace? memory) => (users, Memory) = (1, memory);

    public void Attach(Attachment one)
    {
        (attachments ??= []).Add(one);
        one.Segment.Attached();
    }

    /// <summary>How often a segment is attached in it.</summary>
    public int AttachmentsOf(Segment? segment) => attachments?.Count(each => each.Segment == segment) ?? 0;

    /// <summary>A shared memory as it was attached last; null where it is not.</summary>
    public Attachment? AttachmentOf(SharedMemory memory)
    {
        if (attachments is null) return null;
        for (var i = attachments.Count - 1; i >= 0; i--)
            if (attachments[i].Segment.Memory.IsSameAs(memory)) return attachments[i];
        return null;
    }

    public bool TryDetach(SharedMemory memory)
    {
        if (AttachmentOf(memory) is not { } last) return false;
        attachments!.Remove(last);
        last.Segment.Detached();
        return true;
    }
}
