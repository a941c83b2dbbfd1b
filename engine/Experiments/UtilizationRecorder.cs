using Timeslice.Kernel;

namespace Timeslice.Experiments;

/// <summary>
/// Adds up what CPUs did in bins of time. The memory is fixed: when time outgrows the bins, each two become one.
/// </summary>
public sealed class UtilizationRecorder(int cpus) : Observer
{
    const int Bins = 512;

    readonly long[,] nanoseconds = new long[Bins, 4];
    readonly (long Since, CpuState State)[] now = new (long Since, CpuState State)[cpus];
    long width = 1_000;

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
        long At(int bin, CpuState state) => nanoseconds[bin, (int)state];
        var used = (int)((end + width - 1) / width);
        return new(cpus, end, width, [.. Enumerable.Range(0, used).Select(bin => new UtilizationBin(
            At(bin, CpuState.User), At(bin, CpuState.System), At(bin, CpuState.Switching), At(bin, CpuState.Idle)))]);
    }

    void Add(int cpu, long end)
    {
        var (from, state) = now[cpu];
        while ((end - 1) / width >= Bins) Halve();
        while (from < end)
        {
            var bin = from / width;
            var to = Math.Min(end, (bin + 1) * width);
            nanoseconds[bin, (int)state] += to - from;
            from = to;
        }
        now[cpu].Since = end;
    }

    void Halve()
    {
        for (var bin = 0; bin < Bins; bin++)
            for (var state = 0; state < 4; state++)
                nanoseconds[bin, state] = bin >= Bins / 2 ? 0
                    : nanoseconds[2 * bin, state] + nanoseconds[2 * bin + 1, state];
        width *= 2;
    }
}
