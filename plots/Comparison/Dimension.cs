namespace Timeslice.Plots.Comparison;

/// <summary>What a number measures, as far as an axis needs to know.</summary>
enum Dimension
{
    Count,
    Share,
    Time,
    Size,
    PerSecond,
}
