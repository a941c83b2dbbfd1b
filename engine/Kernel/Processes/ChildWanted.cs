namespace Timeslice.Kernel.Processes;

/// <summary>For the end of which children a thread asks.</summary>
/// <param name="Pid">Of one; 0: of any.</param>
/// <param name="Group">Of one process group; 0: of any.</param>
/// <param name="IsAll">Of all, until there are none.</param>
/// <param name="NoHang">It does not wait.</param>
/// <param name="OrStopped">It asks for those that a signal has stopped, too.</param>
readonly record struct ChildWanted(long Pid, long Group, bool IsAll, bool NoHang, bool OrStopped = false)
{
    /// <summary>What is answered where there is none.</summary>
    public long IsNone => IsAll ? 0 : -(long)Errno.NoChild;

    public bool Fits(Process child) => (Pid == 0 || child.Pid == Pid) && (Group == 0 || child.Group == Group);
}
