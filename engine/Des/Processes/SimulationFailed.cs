namespace Timeslice.Des;

/// <summary>A process, an event or a timer of the model failed, and nobody in the model heeded it.</summary>
/// <remarks>
/// The message says what failed, when, and the seed and replication that show it again; the
/// <see cref="Exception.InnerException"/> is the failure itself, with its stack. The rest of the model is as it was: to
/// run again goes on without what failed.
/// </remarks>
public sealed class SimulationFailed : Exception
{
    internal SimulationFailed(Simulation simulation, string who, Exception error, SimProcess? process = null)
        : base($"{who} failed at {simulation.Now} (seed {simulation.Seed}, replication {simulation.Replication}): "
            + $"{error.GetType().Name}: {error.Message}", error) => (Process, At) = (process, simulation.Now);

    /// <summary>The process whose body failed, or that made the event fail.</summary>
    public SimProcess? Process { get; }

    public Instant At { get; }
}
