namespace Timeslice.Kernel.Coroutines;

/// <summary>Where coroutines stand that may go on.</summary>
public enum CarrierQueue
{
    /// <summary>In one line for all threads.</summary>
    Shared,

    /// <summary>In a line of each thread; whose line is empty takes half of another's.</summary>
    Stealing,
}
