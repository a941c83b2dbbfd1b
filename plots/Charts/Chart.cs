using Timeslice.Experiments;

namespace Timeslice.Plots.Charts;

/// <summary>
/// A kind of chart: its class name in kebab case is its <c>kind</c>, its constructor parameters are its options.
/// </summary>
public abstract class Chart
{
    /// <summary>What its files are called; two charts of a study may have the same.</summary>
    public abstract string FileName { get; }

    /// <summary>Lays the chart out. Nothing is rendered yet.</summary>
    /// <exception cref="ChartException">The study has not what the options ask for.</exception>
    public abstract Picture Draw(StudyResult study);
}
