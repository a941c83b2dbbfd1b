namespace Timeslice.Plots;

/// <summary>
/// One entry of a legend: a swatch of a colour, the line and marker of a compared series, or words alone.
/// </summary>
/// <param name="Ink">The swatch's colour; null for words alone.</param>
/// <param name="Series">The place of the series in the order of the file; null where there is no series.</param>
public sealed record LegendEntry(string Label, Ink? Ink, int? Series = null)
{
    /// <summary>What the entries after it are values of.</summary>
    public static LegendEntry Heading(string label) => new(label, null);

    public static LegendEntry OfSeries(string label, int index) => new(label, Palette.Series(index), index);
}
