using Timeslice.Des;

namespace Timeslice.Kernel.RunQueues;

/// <summary>The instants at which run queues let threads go on that they held back.</summary>
sealed class Refills : IEventTarget
{
    readonly Dispatcher dispatcher;
    readonly Simulation simulation;
    readonly RunQueue[] queues;
    readonly int events;

    public Refills(Dispatcher dispatcher, Simulation simulation, RunQueue[] queues)
    {
        (this.dispatcher, this.simulation, this.queues) = (dispatcher, simulation, queues);
        events = simulation.Register(this);
    }

    /// <summary>A queue's next refill is due at a time, not at the one that was told before.</summary>
    public void Watch(RunQueue queue, Instant due)
    {
        if (due < simulation.Now) due = simulation.Now;
        if (due.Nanoseconds == queue.RefillAt) return;
        if (queue.RefillAt != long.MaxValue)
        {
            queue.RefillGeneration++;
            simulation.Cancelled();
        }
        queue.RefillAt = due.Nanoseconds;
        if (due == Instant.Max) return;
        simulation.After(due - simulation.Now, events + queue.Number, queue.RefillGeneration);
    }

    public bool IsLive(int number, uint generation) => queues[number].RefillGeneration == generation;

    public bool TryFire(int number, uint generation)
    {
        var queue = queues[number];
        if (queue.RefillGeneration != generation) return false;
        queue.RefillGeneration++;
        queue.RefillAt = long.MaxValue;
        dispatcher.Refill(queue);
        return true;
    }

    public string Describe(int number) => "the refill of budgets";
}
