namespace Timeslice.Kernel.Programs;

/// <summary>How a thread goes on after a step.</summary>
public enum Flow
{
    /// <summary>With the operation at its program counter, at once.</summary>
    Next,

    /// <summary>It needs CPU time first.</summary>
    Work,

    /// <summary>Not before something wakes it.</summary>
    Blocked,

    /// <summary>After the others that are ready.</summary>
    Yielded,

    /// <summary>Never again.</summary>
    Exited,
}
