using Timeslice.Experiments;
using Timeslice.Kernel;

namespace Timeslice.Plots.Lanes;

/// <summary>
/// A stretch in which one thread had a CPU, in user and kernel code together, or a switch towards it.
/// </summary>
readonly record struct Occupancy(long From, long To, int Thread, bool Switching)
{
    /// <summary>The stretches of a CPU from a time on, in order.</summary>
    public static IEnumerable<Occupancy> Of(CpuLane cpu, long from)
    {
        Occupancy? open = null;
        for (var i = Ruler.First(cpu.Segments, s => s.To, from); i < cpu.Segments.Count; i++)
        {
            var segment = cpu.Segments[i];
            if (segment.State == CpuState.Idle) continue;
            var next = new Occupancy(segment.From, segment.To, segment.Thread, segment.State == CpuState.Switching);
            if (open is { } last && last.To == next.From && last.Thread == next.Thread
                && last.Switching == next.Switching)
                open = last with { To = next.To };
            else
            {
                if (open is { } done) yield return done;
                open = next;
            }
        }
        if (open is { } rest) yield return rest;
    }
}
