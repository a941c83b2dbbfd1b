namespace Timeslice.Des;

/// <summary>A length of time to await: <c>await simulation.Delay(5.Ms)</c>. Allocates nothing.</summary>
public readonly struct Delay : ISimAwaiter
{
    readonly Simulation simulation;
    readonly Duration length;

    internal Delay(Simulation simulation, Duration length) => (this.simulation, this.length) = (simulation, length);

    public bool IsCompleted => false;

    public Delay GetAwaiter() => this;

    /// <exception cref="InvalidOperationException">The one who waits is no process of the simulation.</exception>
    public void Suspend(Coroutine awaiting)
    {
        if (awaiting is not SimProcess process || process.Simulation != simulation)
            throw new InvalidOperationException($"{awaiting} is no process of the simulation whose delay it awaits");
        process.Delay(length);
    }

    public void GetResult() => simulation.EndWait();
}
