namespace Timeslice.Des;

/// <summary>Wakes who waits for it now, as often as it is given. Given while nobody waits, it is lost.</summary>
/// <remarks>The sleep and wakeup of a kernel: what it says is only that it is time to look again.</remarks>
public sealed class SimSignal : IWaitedFor
{
    readonly WaitQueue queue;

    public SimSignal(Simulation simulation) => queue = new(simulation, this);

    /// <summary>How many wait.</summary>
    public int Waiting => queue.Count;

    /// <summary>Wakes the one that has waited longest. False if nobody waits.</summary>
    public bool WakeOne()
    {
        if (Waiting == 0) return false;
        queue.Grant();
        return true;
    }

    /// <summary>Wakes all who wait, in order of coming.</summary>
    public void WakeAll()
    {
        while (WakeOne()) { }
    }

    public Awaiter GetAwaiter() => new(this);

    void IWaitedFor.GaveUp(Waiter waiter) { }

    /// <summary>Waits for the next signal.</summary>
    public readonly struct Awaiter : ISimAwaiter
    {
        readonly SimSignal signal;

        internal Awaiter(SimSignal signal) => this.signal = signal;

        public bool IsCompleted => signal.queue.Simulation.NeedNotWait(false);
        public void Suspend(Coroutine awaiting) => awaiting.WaitIn(signal.queue);
        public void GetResult() => signal.queue.Simulation.EndWait();
    }
}
