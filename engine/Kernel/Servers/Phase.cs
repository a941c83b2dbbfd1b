namespace Timeslice.Kernel.Servers;

/// <summary>What a request waits for, or has done to it. Its times in these phases sum to its latency.</summary>
/// <remarks>From the second on, those of the thread that serves it, in the order of its states.</remarks>
public enum Phase
{
    /// <summary>Its bytes have come, and nobody has read them.</summary>
    Queue,

    /// <summary>Who serves it waits for a CPU.</summary>
    Ready,

    /// <summary>It is worked at, in user mode.</summary>
    User,

    /// <summary>It is worked at by the kernel.</summary>
    System,

    /// <summary>It waits for a lock.</summary>
    Lock,

    /// <summary>It waits for threads or processes to end.</summary>
    Join,

    /// <summary>It waits for a channel, a device or a page that must be read.</summary>
    Io,

    /// <summary>It waits for time to pass.</summary>
    Sleep,

    /// <summary>A signal has stopped who serves it.</summary>
    Stopped,

    /// <summary>It has been begun, and no thread has it in hand.</summary>
    Laid,
}
