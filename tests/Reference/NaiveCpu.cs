namespace Timeslice.Tests.Reference;

/// What a CPU of the reference is busy with.
enum Busy { Idle, Switching, User, System }

/// A CPU of the reference.
sealed class NaiveCpu
{
    public required NaivePolicy Queue;
    public int Number, LastProcess = -1, SwitchLeft, SliceLeft, Ran, Planned;
    public NaiveThread? Thread, LastThread;
    public Busy Busy;
    public bool HasPlan, WatchesSlice, Asked;
    public readonly long[] Times = new long[4];

    /// It asked because its slice is over, not because somebody more urgent may have come.
    public bool SliceIsOver;

    /// Somebody will take its CPU when the switch to its thread is done.
    public bool IsContested;

    public bool IsIdle => Thread is null && !Asked;
}
