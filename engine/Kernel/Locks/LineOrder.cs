namespace Timeslice.Kernel.Locks;

/// <summary>Who of those that wait is first.</summary>
public enum LineOrder
{
    /// <summary>Who has waited longest.</summary>
    Fifo,

    /// <summary>Who came last.</summary>
    Lifo,

    /// <summary>The most urgent; of equal ones, who has waited longest.</summary>
    Priority,
}
