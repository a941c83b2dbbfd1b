using Timeslice.Des;
using Timeslice.Des.Monitors;

namespace Timeslice.Kernel.RealTime;

/// <summary>What came of the jobs of a recurring task.</summary>
public sealed class JobStatistics
{
    /// <summary>From the release to the end of the job.</summary>
    public Tally Response { get; } = new();

    /// <summary>By how much jobs ended after their deadlines: 0 for those in time.</summary>
    public Tally Tardiness { get; } = new();

    /// <summary>Jobs done.</summary>
    public long Completed => Response.Count;

    /// <summary>Jobs done after their deadlines.</summary>
    public long Late { get; private set; }

    internal void Add(Duration response, Duration tardiness)
    {
        Response.Add(response);
        Tardiness.Add(tardiness);
        if (tardiness > Duration.Zero) Late++;
    }

    internal void Restart()
    {
        Response.Restart();
        Tardiness.Restart();
        Late = 0;
    }
}
