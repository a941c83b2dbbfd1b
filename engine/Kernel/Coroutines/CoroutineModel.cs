namespace Timeslice.Kernel.Coroutines;

/// <summary>On which threads of a process its coroutines run. One kind a file.</summary>
public abstract class CoroutineModel
{
    /// <summary>All threads of the process run the same coroutines; else each runs those that it has
    /// started.</summary>
    internal abstract bool IsOfProcess { get; }

    /// <summary>How many threads run them; 0: each has its own.</summary>
    internal abstract int Carriers { get; }

    /// <summary>Each thread has a line of its own, and takes from others when that is empty.</summary>
    internal virtual bool Steals => false;

    /// <summary>How many threads wait for devices in place of those that run coroutines.</summary>
    internal virtual int Helpers => 0;

    internal bool HasOwnThreads => Carriers == 0;
}
