using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>
/// Chooses the stretch of a run that tells its story: as much as can be read, 60 to 150 turns on the CPUs.
/// </summary>
static class StoryWindow
{
    public static long End(Timeline timeline, long from)
    {
        var end = Math.Min(timeline.End, timeline.RecordedUntil);
        var most = Math.Clamp(30 * timeline.Cpus.Count, 60, 150);
        var turns = timeline.Cpus
            .SelectMany(cpu => Occupancy.Of(cpu, from).Where(o => !o.Switching).Take(most + 1).Select(o => o.From))
            .Order().Skip(most).Take(1).ToArray();
        if (turns.Length == 0) return end;
        var length = Round(turns[0] - from);
        return length >= 0.85 * (end - from) ? end : from + length;
    }

    /// <summary>Up to the next round number.</summary>
    static long Round(long length)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, length))));
        foreach (var factor in (ReadOnlySpan<double>)[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8])
            if (factor * power >= length) return (long)Math.Ceiling(factor * power);
        return (long)(10 * power);
    }
}
