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
        var cpus = study.Utilization.Cpus;
        var shows = $"How busy {(cpus == 1 ? "the CPU is" : $"the {cpus} CPUs are")} over time · " +
            (shares.IsEmpty ? "nothing was recorded"
                : $"mean utilization {Numbers.Significant(100 * shares.MeanBusy, 3)} %");
        return new(Caption.OfOneRun(study, shows), CpuShares.Legend, new UtilizationContent(shares));
    }
}
