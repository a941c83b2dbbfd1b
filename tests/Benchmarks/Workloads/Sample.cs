using System.Diagnostics;
using Timeslice.Des;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>What one stretch of a simulation did and took.</summary>
/// <param name="Units">Units of the workload that it did.</param>
/// <param name="Allocated">Bytes allocated meanwhile.</param>
/// <param name="BytesEach">Memory of one thread or process; NaN where that is not asked.</param>
readonly record struct Sample(long Units, TimeSpan Time, long Events, long Allocated, double BytesEach = double.NaN)
{
    public double Nanoseconds => Time.TotalNanoseconds / Units;
    public double AllocatedPerUnit => (double)Allocated / Units;
    public double EventsPerSecond => Events / Time.TotalSeconds;

    /// <summary>Measures what happens within a time, after a warm-up.</summary>
    public static Sample Of(Simulation simulation, Func<long> units, Duration warmup, Duration time)
    {
        simulation.Run(warmup);
        return Of(simulation, units, () => simulation.Run(warmup + time));
    }

    /// <summary>Measures a stretch; the garbage of whoever ran before is collected first.</summary>
    /// <param name="units">Units done so far.</param>
    public static Sample Of(Simulation simulation, Func<long> units, Action stretch)
    {
        GC.Collect();
        var (done, events, allocated) = (units(), simulation.Events, GC.GetAllocatedBytesForCurrentThread());
        var start = Stopwatch.GetTimestamp();
        stretch();
        var time = Stopwatch.GetElapsedTime(start);
        return new(units() - done, time, simulation.Events - events,
            GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
