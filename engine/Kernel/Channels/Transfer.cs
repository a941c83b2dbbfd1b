using Timeslice.Des;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels;

/// <summary>How far a thread has come with a system call that may take several rounds.</summary>
struct Transfer
{
    /// <summary>Where it waits, or waited before it was woken; null where it has not had to.</summary>
    public IAwaited? At;

    /// <summary>
    /// What the call works on, which stays open until it has come back, whoever closes the handle meanwhile.
    /// </summary>
    public OpenFile? File;

    /// <summary>It writes; it reads when false.</summary>
    public bool Writes;

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

    /// <summary>What it copies to or from in user mode, while it does so, and since which version of that.</summary>
    public Segment? Memory;
    public long Version;
    public bool IsWrite;

    /// <summary>Where its first byte is; −1: behind the last ones.</summary>
    public long Place;

    /// <summary>What a device was asked for, while it waits for that.</summary>
    public DeviceRequest? Request;

    /// <summary>The message that it sends, or was given.</summary>
    public Message Message;

    /// <summary>Which messages it would receive.</summary>
    public Selection Selection;

    /// <summary>By how much it changes a semaphore, and whether the end of its process undoes that.</summary>
    public long Change;
    public bool IsUndone;

    /// <summary>What it sends, or would receive, has been settled.</summary>
    public bool IsSettled;

    /// <summary>Why it cannot go on with what it works on; null where it can.</summary>
    public readonly Errno? WhyNot => File is null ? Errno.BadHandle
        : Place >= 0 && !File.HasAddresses ? Errno.IllegalSeek : null;

    /// <summary>What a device has answered, to a coroutine that goes on with that; null where none has.</summary>
    public long? Told;

    /// <summary>CPU time for copying what it was given.</summary>
    public Duration Copying;
}
