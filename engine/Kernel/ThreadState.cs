namespace Timeslice.Kernel;

/// <summary>What a thread does at an instant. Its times in these states sum to its lifetime.</summary>
public enum ThreadState : byte
{
    /// <summary>Runnable, waiting for a CPU (or being switched in).</summary>
    Ready,

    /// <summary>On a CPU, executing its own code.</summary>
    RunningUser,

    /// <summary>On a CPU, executing kernel code on its own behalf.</summary>
    RunningSystem,

    /// <summary>In the wait queue of a lock.</summary>
    BlockedOnLock,

    /// <summary>Waiting for other threads to exit.</summary>
    BlockedOnJoin,

    /// <summary>Waiting for a channel, a device or a page that must be read.</summary>
    BlockedOnIO,

    /// <summary>Waiting for time to pass.</summary>
    Sleeping,

    /// <summary>A signal has stopped its process.</summary>
    Stopped,

    /// <summary>Over.</summary>
    Exited,
}
