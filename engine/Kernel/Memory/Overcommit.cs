namespace Timeslice.Kernel.Memory;

/// <summary>How much more memory may be promised than there is: vm.overcommit_memory of Linux.</summary>
/// <remarks>Documentation/mm/overcommit-accounting.rst of Linux.</remarks>
public enum Overcommit
{
    /// <summary>What is asked for at once must not exceed memory and swap together.</summary>
    Heuristic,

    /// <summary>Whatever is asked for is promised.</summary>
    Always,

    /// <summary>All that is promised must fit into swap and a part of memory.</summary>
    Never,
}
