namespace Timeslice.Des;

/// <summary>An event that time makes happen: for <see cref="Simulation.AnyOf"/>.</summary>
/// <remarks>
/// While nobody awaits it, nothing is scheduled: a timeout that lost costs nothing and does not keep the run alive, and
/// still happens in time for who awaits it later. To wait for time alone, <see cref="Simulation.Delay"/> is cheaper.
/// </remarks>
public sealed class Timeout : Occurrence
{
    readonly SimTimer timer;

    internal Timeout(Simulation simulation, Duration length) : base(simulation, $"timeout of {length}")
    {
        if (length < Duration.Zero)
            throw new ArgumentOutOfRangeException(nameof(length), length, "must not be negative");
        Due = simulation.Now + length;
        timer = new(simulation, () => Happen(null), Name);
    }

    public Instant Due { get; }

    private protected override void Look()
    {
        // An armed timer speaks for itself, in its turn of the instant.
        if (!timer.IsArmed && Simulation.Now >= Due) Happen(null);
    }

    private protected override void Awaited() => timer.Arm(Due - Simulation.Now);

    private protected override void Deserted() => timer.Cancel();
}
