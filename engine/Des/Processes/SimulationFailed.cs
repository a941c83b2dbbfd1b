namespace Timeslice.Des;

/// <summary>A process or an event of the model failed, and nobody in the model heeded it.</summary>
/// <remarks>
/// The message says what failed, when, and the seed and replication that show it again; the
/// <see cref="Exception.InnerException"/> is the failure itself, with its stack. The rest of the model is as it was: to
/// run again goes on without what failed.
/// </remarks>
public sealed class SimulationFailed : Exception
{
    internal SimulationFailed(Simulation simulation, Occurrence what, SimProcess? culprit)
        : base(Describe(simulation, what, culprit), what.Error) => (Process, At) = (culprit, simulation.Now);

    /// <summary>The process whose body failed, or that made the event fail.</summary>
    public SimProcess? Process { get; }

    public Instant At { get; }

    static string Describe(Simulation simulation, Occurrence what, SimProcess? culprit)
    {
        var who = culprit is null ? $"{what}" : what == culprit.Exited ? $"{culprit}" : $"{what}, by {culprit},";
        var run = $"seed {simulation.Seed}, replication {simulation.Replication}";
        return $"{who} failed at {simulation.Now} ({run}): {what.Error!.GetType().Name}: {what.Error.Message}";
    }
}
