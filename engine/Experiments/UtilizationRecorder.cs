using Timeslice.Kernel;

namespace Timeslice.Experiments;

/// <summary>
/// Adds up what CPUs did in bins of time. The memory is fixed: when time outgrows the bins, each two become one.
/// </summary>
public sealed class UtilizationRecorder(int cpus) : Observer
{
    const int Bins = 512, States = (int)CpuState.Interrupted + 1;

    readonly long[] nanoseconds = new long[Bins * States];
    readonly (long Since, CpuState State)[] now = new (long Since, CpuState State)[cpus];
    long width = 1_000;

    // The bin of the latest change, in which most stretches begin and end: spares two divisions.
    long binStart, binEnd = 1_000;
    int latest;

    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread)
    {
        Add(cpu, machine.Simulation.Now.Nanoseconds);
        now[cpu].State = state;
    }

    /// <summary>The bins, once the run is over.</summary>
    public Utilization Finish(Machine machine)
    {
        var end = machine.Simulation.Now.Nanoseconds;
        for (var cpu = 0; cpu < cpus; cpu++) Add(cpu, end);
        long At(int bin, CpuState state) => nanoseconds[bin * States + (int)state];
        var used = (int)((end + width - 1) / width);
        return new(cpus, end, width, [.. Enumerable.Range(0, used).Select(bin => new UtilizationBin(
            At(bin, CpuState.User), At(bin, CpuState.System) + At(bin, CpuState.Interrupted),
            At(bin, CpuState.Switching), At(bin, CpuState.Idle)))]);
    }

    void Add(int cpu, long end)
    {
        ref var its = ref now[cpu];
        if (its.Since >= binStart && end <= binEnd)
            nanoseconds[latest * States + (int)its.State] += end - its.Since;
        else AddToBins(its.Since, end, its.State);
        its.Since = end;
    }

    void AddToBins(long from, long end, CpuState state)
    {
        while ((end - 1) / width >= Bins) Halve();
        while (from < end)
        {
            latest = (int)(from / width);
            (binStart, binEnd) = (latest * width, (latest + 1) * width);
            var to = Math.Min(end, binEnd);
            nanoseconds[latest * States + (int)state] += to - from;
            from = to;
        }
    }

    void Halve()
    {
        for (var bin = 0; bin < Bins; bin++)
            for (var state = 0; state < States; state++)
                nanoseconds[bin * States + state] = bin >= Bins / 2 ? 0
                    : nanoseconds[2 * bin * States + state] + nanoseconds[(2 * bin + 1) * States + state];
        width *= 2;
    }
}
