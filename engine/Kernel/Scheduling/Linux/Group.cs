using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Threads that share the CPU as one: a cgroup of Linux with <c>cpu.weight</c> and <c>cpu.max</c>, one level deep.
/// </summary>
/// <remarks>Equal groups are one group. Its quota is of the whole machine, however many run queues there are.</remarks>
public sealed record Group
{
    /// <param name="name">Tells groups apart.</param>
    /// <param name="weight">From 1 to 10 000; 100 counts as much as one thread of nice 0 (<c>cpu.weight</c>).</param>
    /// <param name="quota">CPU time that it may use in each period, above 0; no limit when left out.</param>
    /// <param name="period">Periods follow each other from the start of the run; above 0, 100 ms when left
    /// out.</param>
    public Group(string name, int weight = 100, Duration? quota = null, Duration? period = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (weight is < 1 or > 10_000)
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "must be from 1 to 10000");
        (Name, Weight, Quota) = (name, weight, Positive.Of(quota, nameof(quota)));
        Period = Positive.Of(period, nameof(period)) ?? 100.Ms;
    }

    public string Name { get; }
    public int Weight { get; }
    public Duration? Quota { get; }
    public Duration Period { get; }

    /// <summary>On the scale of threads: <c>sched_weight_from_cgroup</c> of Linux.</summary>
    internal int Share => (Weight * Entity.NormalWeight + 50) / 100;
}
