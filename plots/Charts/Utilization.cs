using Timeslice.Experiments;

namespace Timeslice.Plots.Charts;

/// <summary>What the CPUs did over time: user, system, switching and idle, in per cent of all CPUs.</summary>
/// <param name="bins">The most columns into which the run is divided.</param>
public sealed class Utilization(int bins = 240) : Chart
{
    public override string FileName => "utilization";

    public override Picture Draw(StudyResult study)
    {
        if (bins < 1) throw new ChartException($"bins is {bins}; it must be at least 1.");
        var shares = CpuShares.Of(study.Utilization, bins);
        var (cpus, machines) = (study.Utilization.Cpus, study.Utilization.Machines);
        var whose = machines.Count == 0 ? "" : $" of {machines.Count} machines";
        var shows = $"How busy {(cpus == 1 ? "the CPU is" : $"the {cpus} CPUs{whose} are")} over time · {Mean(shares)}";
        return new(Caption.OfOneRun(study, shows), CpuShares.Legend, machines.Count == 0
            ? new UtilizationContent(shares)
            : new UtilizationOfMachines([.. machines.Select(one => Panel(one.Key, one.Value))]));
    }

    (string, CpuShares) Panel(string machine, Experiments.Utilization its)
    {
        var shares = CpuShares.Of(its, bins);
        return ($"{machine} · {its.Cpus} CPU{(its.Cpus == 1 ? "" : "s")} · {Mean(shares)}", shares);
    }

    static string Mean(CpuShares shares) => shares.IsEmpty ? "nothing was recorded"
        : $"mean utilization {Numbers.Significant(100 * shares.MeanBusy, 3)} %";
}
