namespace Timeslice.Experiments;

/// <summary>
/// How the CPUs of one run spent their time: equal bins from 0, each with nanoseconds summed over the CPUs.
/// </summary>
/// <param name="BinWidth">Nanoseconds per bin; the last bin may be partial (see <paramref name="End"/>).</param>
public sealed record Utilization(int Cpus, long End, long BinWidth, IReadOnlyList<UtilizationBin> Bins);

/// <summary>CPU time of one bin by what it was spent on, in nanoseconds; interrupts count as system.</summary>
public readonly record struct UtilizationBin(long User, long System, long Switching, long Idle);
