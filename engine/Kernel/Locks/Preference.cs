namespace Timeslice.Kernel.Locks;

/// <summary>Who goes first at a read-write lock.</summary>
public enum Preference
{
    /// <summary>Nobody: all in order of arrival.</summary>
    None,

    /// <summary>Readers: writers wait until there is none.</summary>
    Reader,

    /// <summary>Writers: while one waits, no reader comes in.</summary>
    Writer,
}
