namespace Timeslice.Des;

/// <summary>Thrown at a process's wait: another process interrupted it.</summary>
public sealed class Interrupted(object cause) : Exception($"interrupted: {cause}")
{
    /// <summary>What the interrupting process gave as the cause.</summary>
    public object Cause => cause;
}
