namespace Timeslice.Des;

/// <summary>Does something when it is due, unless it is cancelled before: made once, armed often.</summary>
/// <remarks>
/// Arming and cancelling allocate nothing. What it does runs between processes: it may wake them, but not wait.
/// </remarks>
public sealed class SimTimer(Simulation simulation, Action whenDue, string? name = null)
{
    int number = -1;

    public bool IsArmed => number >= 0;

    /// <summary>When it is due, while it is armed.</summary>
    public Instant Due { get; private set; }

    /// <summary>It will be due after <paramref name="delay"/>, and no longer when it would have been.</summary>
    /// <exception cref="InvalidOperationException">The delay is negative.</exception>
    public void Arm(Duration delay)
    {
        if (delay < Duration.Zero) throw new InvalidOperationException($"a timer cannot be due {delay} from now");
        Cancel();
        number = simulation.Timers.Take(this, delay);
        Due = simulation.Now + delay;
    }

    /// <summary>It will not be due. Does nothing when it is not armed.</summary>
    public void Cancel()
    {
        if (!IsArmed) return;
        simulation.Timers.Cancel(number);
        number = -1;
    }

    public override string ToString() => name is null ? "a timer" : $"timer {name}";

    internal void Fire()
    {
        number = -1;
        whenDue();
    }
}
