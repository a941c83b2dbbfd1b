using Timeslice.Des.Monitors;

namespace Timeslice.Des;

/// <summary>Those who wait for a part of the model, such as a resource: how many, and how long they waited.</summary>
public abstract class Line : IWaitedFor, IMonitor
{
    TimeWeighted length;

    private protected Line(Simulation simulation)
    {
        Queue = new(simulation, this);
        length.Restart(Now);
    }

    /// <summary>How many wait.</summary>
    public int Count => Queue.Count;

    /// <summary>How many waited, averaged over time; NaN when none has passed.</summary>
    public double Mean => length.Mean(Now);

    /// <summary>How many waited at the most.</summary>
    public int Most => (int)length.Max;

    /// <summary>How long those had waited who were served; who was served at once waited 0.</summary>
    public Tally Waits { get; } = new();

    /// <summary>How many left without being served: interrupted, out of patience, or served elsewhere.</summary>
    public long Reneged { get; private set; }

    internal Simulation Simulation => Queue.Simulation;

    internal Waiter? First => Queue.First;

    private protected WaitQueue Queue { get; }

    long Now => Simulation.Now.Nanoseconds;

    /// <summary>Forgets the statistics; who waits keeps waiting.</summary>
    public void Restart()
    {
        length.Restart(Now);
        Waits.Restart();
        Reneged = 0;
    }

    void IWaitedFor.GaveUp(Waiter waiter)
    {
        Reneged++;
        Changed();
        Left(waiter);
    }

    /// <summary>One has left without being served.</summary>
    private protected abstract void Left(Waiter waiter);

    private protected void Changed() => length.Set(Now, Queue.Count);
}
