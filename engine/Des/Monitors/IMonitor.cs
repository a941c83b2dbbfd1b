namespace Timeslice.Des.Monitors;

/// <summary>What watches a model, and forgets what it saw when the warm-up ends.</summary>
public interface IMonitor
{
    /// <summary>Forgets the past. A level keeps its current value; memory is kept for what comes.</summary>
    void Restart();
}
