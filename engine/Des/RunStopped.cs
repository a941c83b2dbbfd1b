namespace Timeslice.Des;

/// <summary>
/// Thrown by a model to end the run at once; <see cref="Simulation.Run(Instant?, Limits?)"/> returns the ending.
/// </summary>
public sealed class RunStopped(EndReason reason, string evidence) : Exception(evidence)
{
    public EndReason Reason => reason;
}
