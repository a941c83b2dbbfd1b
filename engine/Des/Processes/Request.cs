namespace Timeslice.Des;

/// <summary>A request for a unit of a <see cref="Resource"/>, to be awaited: comes with the grant.</summary>
/// <remarks>Nothing is asked for before it is awaited. Interrupted, it has left the queue.</remarks>
public readonly struct Request : ISimAwaiter
{
    readonly Resource resource;
    readonly int priority;

    internal Request(Resource resource, int priority) => (this.resource, this.priority) = (resource, priority);

    public bool IsCompleted
    {
        get
        {
            var simulation = resource.Simulation;
            return simulation.NeedNotWait(simulation.Running is { } asking && resource.TryTake(out asking.Ticket));
        }
    }

    public Request GetAwaiter() => this;

    /// <summary>Asks now, as an event for <see cref="Simulation.AnyOf"/>: dispose of it in any case.</summary>
    public RequestEvent AsEvent() => new(resource, priority);

    public void Suspend(Coroutine awaiting) => resource.Wait(awaiting, priority);

    public Grant GetResult()
    {
        resource.Simulation.EndWait();
        return new(resource, resource.Simulation.Running!.Ticket);
    }
}
