namespace Timeslice.Kernel.Locks;

/// <summary>What becomes of a lock that is given back while threads wait for it.</summary>
public enum ReleaseRule
{
    /// <summary>The first of the line has it in that instant, though it must wait for a CPU still.</summary>
    HandOff,

    /// <summary>It is free, and the first of the line is woken to try again: whoever is on a CPU may take it
    /// first.</summary>
    Barging,
}
