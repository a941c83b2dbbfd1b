namespace Timeslice.Kernel.Scheduling;

/// <summary>Why a thread is among the ready ones now.</summary>
public enum Arrival : byte
{
    /// <summary>It has been created; what a scheduler remembers of its number was somebody else's.</summary>
    Born,

    /// <summary>What it was blocked for has come, or the time for which it slept is over.</summary>
    Woken,

    /// <summary>Another thread took its CPU in the middle of its slice.</summary>
    Preempted,

    /// <summary>It has used up its slice.</summary>
    SliceOver,

    /// <summary>It let others go first.</summary>
    Yielded,

    /// <summary>It comes from another run queue, or back to this one on other terms.</summary>
    Moved,
}
