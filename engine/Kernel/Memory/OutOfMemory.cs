namespace Timeslice.Kernel.Memory;

/// <summary>What is done for one who needs memory where none is left.</summary>
public enum OutOfMemory
{
    /// <summary>The process with the most memory is killed; of several, the one with the lowest number.</summary>
    Kill,

    /// <summary>It fails.</summary>
    Refuse,
}
