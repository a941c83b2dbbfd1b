namespace Timeslice.Kernel.Programs;

/// <summary>What a clone shares with the caller; of all else it has a copy, or its own.</summary>
/// <remarks>clone(2): CLONE_VM, CLONE_FILES, CLONE_SIGHAND, CLONE_THREAD, CLONE_PARENT, CLONE_VFORK.</remarks>
[Flags]
public enum Shared
{
    /// <summary>What either writes, both see.</summary>
    Memory = 1,

    /// <summary>What either opens or closes, both do.</summary>
    Files = 2,

    /// <summary>How either reacts to signals, both do. Needs <c>memory</c>.</summary>
    Handlers = 4,

    /// <summary>The thread group: the clone is a thread of the caller's process. Needs <c>handlers</c>.</summary>
    Group = 8,

    /// <summary>The parent: the clone is a sibling of the caller.</summary>
    Parent = 16,

    /// <summary>The stack: the caller waits until the clone has called <c>exec</c> or has ended.</summary>
    Suspend = 32,
}
