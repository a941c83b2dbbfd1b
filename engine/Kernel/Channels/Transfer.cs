using Timeslice.Des;

namespace Timeslice.Kernel.Channels;

/// <summary>How far a thread has come with a system call that may take several rounds.</summary>
struct Transfer
{
    /// <summary>Where it waits, or waited before it was woken; null where it has not had to.</summary>
    public IAwaited? At;

    /// <summary>The call has begun and not come back.</summary>
    public bool IsOn;

    /// <summary>When it began to wait, in nanoseconds; −1 where it has not had to.</summary>
    public long Since;

    /// <summary>When it gives up, in nanoseconds.</summary>
    public long GivesUpAt;

    /// <summary>Bytes that it has moved so far, and wants to in all.</summary>
    public long Done, Wanted;

    /// <summary>What came with the first of them.</summary>
    public long Value;

    /// <summary>The message that it sends, or was given.</summary>
    public Message Message;

    /// <summary>Which messages it would receive.</summary>
    public Selection Selection;

    /// <summary>What it sends, or would receive, has been settled.</summary>
    public bool IsSettled;

    /// <summary>CPU time for copying what it was given.</summary>
    public Duration Copying;
}
