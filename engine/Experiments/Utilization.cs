namespace Timeslice.Experiments;

/// <summary>
/// How the CPUs of one run spent their time: equal bins from 0, each with nanoseconds summed over the CPUs.
/// </summary>
/// <param name="BinWidth">Nanoseconds per bin; the last bin may be partial (see <paramref name="End"/>).</param>
public sealed record Utilization(int Cpus, long End, long BinWidth, IReadOnlyList<UtilizationBin> Bins)
{
    /// <summary>The same of each machine, by name, in the same bins; empty where there is one machine.</summary>
    public IReadOnlyList<KeyValuePair<string, Utilization>> Machines { get; init; } = [];
}

/// <summary>CPU time of one bin by what it was spent on, in nanoseconds; interrupts count as system.</summary>
public readonly record struct UtilizationBin(long User, long System, long Switching, long Idle)
{
    public static UtilizationBin operator +(UtilizationBin a, UtilizationBin b) =>
        new(a.User + b.User, a.System + b.System, a.Switching + b.Switching, a.Idle + b.Idle);
}
