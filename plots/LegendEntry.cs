namespace Timeslice.Plots;

/// <summary>One entry of a legend: a swatch of a colour, or the line and marker of a compared series.</summary>
/// <param name="Series">The place of the series in the order of the file; null for a swatch.</param>
public sealed record LegendEntry(string Label, Ink Ink, int? Series = null)
{
    public static LegendEntry OfSeries(string label, int index) => new(label, Palette.Series(index), index);
}
