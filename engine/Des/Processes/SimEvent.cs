namespace Timeslice.Des;

/// <summary>An event that the model makes happen.</summary>
public sealed class SimEvent(Simulation simulation, string? name = null) : Occurrence(simulation, name)
{
    /// <exception cref="InvalidOperationException">It has happened already.</exception>
    public void Succeed()
    {
        if (!TrySucceed()) throw new InvalidOperationException($"{this} has happened already");
    }

    /// <summary>Makes it happen, if it has not.</summary>
    public bool TrySucceed() => Happen(null);

    /// <summary>Makes it fail: the exception is thrown at all who await it.</summary>
    /// <exception cref="InvalidOperationException">It has happened already.</exception>
    public void Fail(Exception error) => Fail(error, Simulation.Current);

    internal void Fail(Exception error, SimProcess? culprit)
    {
        if (!Happen(error, culprit)) throw new InvalidOperationException($"{this} has happened already");
    }
}
