using Timeslice.Des;

namespace Timeslice.Kernel.RunQueues;

/// <summary>Brings run queues into balance at whole multiples of an interval, while anybody waits.</summary>
sealed class Balancing : IEventTarget
{
    readonly Dispatcher dispatcher;
    readonly Simulation simulation;
    readonly long interval;
    readonly int events;
    bool isPlanned;

    public Balancing(Dispatcher dispatcher, Simulation simulation, Duration interval)
    {
        (this.dispatcher, this.simulation, this.interval) = (dispatcher, simulation, interval.Nanoseconds);
        events = simulation.Register(this);
    }

    /// <summary>Somebody waits.</summary>
    public void IsNeeded()
    {
        if (isPlanned) return;
        isPlanned = true;
        simulation.After(new(interval - simulation.Now.Nanoseconds % interval), events, 0);
    }

    public bool IsLive(int number, uint generation) => true;

    public bool TryFire(int number, uint generation)
    {
        isPlanned = false;
        if (dispatcher.Balance()) IsNeeded();
        return true;
    }

    public string Describe(int number) => "the balancing of run queues";
}
