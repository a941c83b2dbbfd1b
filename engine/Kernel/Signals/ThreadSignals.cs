namespace Timeslice.Kernel.Signals;

/// <summary>What is kept of a thread where there are signals.</summary>
struct ThreadSignals
{
    /// <summary>What it does not take for now.</summary>
    public SignalSet Mask;

    /// <summary>What was sent to this thread alone, and it has not taken.</summary>
    public SignalSet Pending;

    /// <summary>CPU time that it owes to the computation that a signal has broken off, in nanoseconds.</summary>
    public long Owed;

    /// <summary>The handler that it executes, among the activations; 0: none.</summary>
    public int Top;

    /// <summary>A signal has ended the wait that it was blocked in: begin anew, or come back with EINTR?</summary>
    public bool IsCallBroken;
}
