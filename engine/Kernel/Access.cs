namespace Timeslice.Kernel;

/// <summary>What a thread does to a variable.</summary>
public enum Access
{
    /// <summary>Looks at it.</summary>
    Read,

    /// <summary>Gives it another value.</summary>
    Write,

    /// <summary>Both at once: nobody comes between.</summary>
    Atomic,
}
