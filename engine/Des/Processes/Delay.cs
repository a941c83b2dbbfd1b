namespace Timeslice.Des;

/// <summary>A length of time to await: <c>await simulation.Delay(5.Ms)</c>. Allocates nothing.</summary>
public readonly struct Delay : ISimAwaiter
{
    readonly Simulation simulation;
    readonly Duration length;

    internal Delay(Simulation simulation, Duration length) => (this.simulation, this.length) = (simulation, length);

    /// <exception cref="InvalidOperationException">The one who waits is no process of the simulation.</exception>
    public bool IsCompleted => simulation.Running is SimProcess ? false : throw Refusal(simulation.Running);

    public Delay GetAwaiter() => this;

    public void Suspend(Coroutine awaiting)
    {
        if (awaiting is not SimProcess process || process.Simulation != simulation) throw Refusal(awaiting);
        process.Delay(length);
    }

    public void GetResult() => simulation.EndWait();

    static InvalidOperationException Refusal(Coroutine? awaiting) => new(
        $"{awaiting?.ToString() ?? "who waits"} is no process of the simulation whose delay it awaits");
}
