namespace Timeslice.Des;

/// <summary>An event that the model makes happen, with a value.</summary>
public sealed class SimEvent<T>(Simulation simulation, string? name = null) : Occurrence<T>(simulation, name)
{
    T? value;

    private protected override T Outcome => value!;

    /// <exception cref="InvalidOperationException">It has happened already.</exception>
    public void Succeed(T with)
    {
        if (!TrySucceed(with)) throw new InvalidOperationException($"{this} has happened already");
    }

    /// <summary>Makes it happen, if it has not.</summary>
    public bool TrySucceed(T with)
    {
        if (Happened) return false;
        value = with;
        return Happen(null);
    }

    /// <summary>Makes it fail: the exception is thrown at all who await it.</summary>
    /// <exception cref="InvalidOperationException">It has happened already.</exception>
    public void Fail(Exception error)
    {
        if (!Happen(error, Simulation.Current)) throw new InvalidOperationException($"{this} has happened already");
    }
}
