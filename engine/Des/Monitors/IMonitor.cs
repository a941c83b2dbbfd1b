namespace Timeslice.Des.Monitors;

/// <summary>What watches a model and can forget what it saw: statistics that begin anew when the warm-up ends.</summary>
public interface IMonitor
{
    /// <summary>Forgets the past. A level keeps its current value; memory is kept for what comes.</summary>
    void Restart();
}
