namespace Timeslice.Kernel.Processes;

/// <summary>What there is of a process.</summary>
public enum ProcessState
{
    /// <summary>It has threads, or is still to get some.</summary>
    Alive,

    /// <summary>It has ended; its parent has not asked how.</summary>
    Zombie,

    /// <summary>Nothing is left of it; its number may go to another.</summary>
    Gone,
}
